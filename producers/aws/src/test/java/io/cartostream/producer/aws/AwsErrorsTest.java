package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

final class AwsErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(x)",
                "Unable to load credentials from system settings. Access key must be specified either via environment",
                "Failed to load credentials from IMDS.",
                "Unable to fetch credentials from container.",
                "Cannot fetch credentials from container - neither A or B environment variables are set.",
                "IMDS credentials have been disabled by environment variable or system property.",
                "Failed to refresh process-based credentials.",
                "Failed to create a web identity token credentials provider.",
                "Profile file contained no credentials for profile 'audit': ProfileFile(profilesAndSectionsMap=[])",
                "Profile file contained no information for profile 'audit'",
                "The profile 'audit' must be configured with a source profile in order to use assumed roles.",
                "Invalid profile file: Circular relationship detected with profiles a.",
                "To use Sso related properties in the 'audit' profile, the 'sso' service module must be on the class path.",
                "The SSO session associated with this profile has expired or is otherwise invalid.",
                "EC2 is not a valid credential_source",
                "The source profile of 'a' was configured to be 'b', but that source profile has no credentials configured."
            })
    void shouldSpeakOfCredentialsWhenTheSdkDoes(String message) {
        assertThat(AwsErrors.aboutCredentials(SdkClientException.create(message)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unable to execute HTTP request: the socket was not associated with a channel",
                "Unable to unmarshall response: unexpected element IamInstanceProfile",
                "Unable to unmarshall response: instance profile associations",
                "Unable to marshall request: GenerateCredentialReport",
                "message processor stopped"
            })
    void shouldNotSpeakOfCredentialsWhenWordsOnlyResembleIt(String message) {
        assertThat(AwsErrors.aboutCredentials(SdkClientException.create(message)))
                .isFalse();
    }
}
