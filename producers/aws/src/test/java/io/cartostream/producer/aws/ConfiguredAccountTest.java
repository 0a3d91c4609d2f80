package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.profiles.ProfileFile;

class ConfiguredAccountTest {

    private static final String CONFIG = "[profile login]\nsso_account_id = 111122223333\n"
            + "[profile reader]\nsource_profile = login\nrole_arn = arn:aws:iam::444455556666:role/reader\n"
            + "sso_account_id = 111122223333\n"
            + "[profile keys]\naws_account_id = 777788889999\n"
            + "[profile bare]\nregion = eu-west-1\n";

    private static Optional<String> account(String profile) {
        ProfileFile file = ProfileFile.builder()
                .content(new ByteArrayInputStream(CONFIG.getBytes(StandardCharsets.UTF_8)))
                .type(ProfileFile.Type.CONFIGURATION)
                .build();
        return ConfiguredAccount.ofProfile(file, profile);
    }

    @Test
    void shouldNameTheAccountThatTheProfileNames() {
        assertThat(account("login")).contains("111122223333");
        assertThat(account("keys")).contains("777788889999");
    }

    @Test
    void shouldPreferTheAccountOfTheRoleToThatOfTheLogin() {
        assertThat(account("reader")).contains("444455556666");
    }

    @Test
    void shouldNameNoAccountWhenTheProfileNamesNone() {
        assertThat(account("bare")).isEmpty();
        assertThat(account("absent")).isEmpty();
    }
}
