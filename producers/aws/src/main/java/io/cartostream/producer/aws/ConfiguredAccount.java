package io.cartostream.producer.aws;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/** The account of the credentials as the configuration names it, without a call: the login may have expired. */
final class ConfiguredAccount {

    private static final int ACCOUNT_IN_ARN = 4;

    private ConfiguredAccount() {}

    /** Of the environment or the profile; empty if neither names an account, or if the settings hold other credentials. */
    static Optional<String> of(AwsSettings settings) {
        if (settings.credentials() != null) {
            return Optional.empty();
        }
        if (settings.profile() != null) {
            return ofProfile(ProfileFile.defaultProfileFile(), settings.profile());
        }
        return SdkSystemSetting.AWS_ACCOUNT_ID
                .getStringValue()
                .or(() -> ofProfile(
                        ProfileFile.defaultProfileFile(),
                        ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow()));
    }

    static Optional<String> ofProfile(ProfileFile file, String name) {
        return file.profile(name).flatMap(ConfiguredAccount::ofProfile);
    }

    /** The role's account comes first: the login belongs to the account that assumes it. */
    private static Optional<String> ofProfile(Profile profile) {
        return Stream.of(
                        inArn(profile.property(ProfileProperty.ROLE_ARN).orElse(null)),
                        profile.property(ProfileProperty.AWS_ACCOUNT_ID),
                        profile.property(ProfileProperty.SSO_ACCOUNT_ID))
                .flatMap(Optional::stream)
                .filter(id -> id.matches("\\d{12}"))
                .findFirst();
    }

    private static Optional<String> inArn(@Nullable String arn) {
        String[] parts = arn == null ? new String[0] : arn.split(":", -1);
        return parts.length > ACCOUNT_IN_ARN ? Optional.of(parts[ACCOUNT_IN_ARN]) : Optional.empty();
    }
}
