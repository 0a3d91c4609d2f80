package io.cartostream.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import org.junit.jupiter.api.Test;

/** What a bucket has none of is a fact, too: the payload is then {@code _parent} alone. */
final class BucketDefaultsTest {

    private static String facts(String type) throws Exception {
        Scope scope = new Scope("aws", "000000000000", Scope.GLOBAL, type);
        return FactText.of(ModelSet.load(null, true).factsOf(scope, "logs", "{\"_parent\":{\"Bucket\":\"logs\"}}"));
    }

    @Test
    void shouldNotBePublicWithoutAPolicy() throws Exception {
        assertThat(facts("s3.bucket-policy"))
                .contains("N|AWSS3Bucket|logs")
                .contains("anonymous_access = false", "anonymous_actions = []", "_ont_public = false")
                .doesNotContain("AWSS3PolicyStatement");
    }

    @Test
    void shouldNotBeEncryptedWithoutADefault() throws Exception {
        assertThat(facts("s3.bucket-encryption"))
                .contains("N|AWSS3Bucket|logs")
                .contains("default_encryption = false", "encryption_algorithm = null", "_ont_encrypted = false")
                .doesNotContain("AWSKMSKey");
    }
}
