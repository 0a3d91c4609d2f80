package io.cartostream.producer.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * The settings of every client of the SDK. The SDK itself does not retry, because {@code ApiCalls} does.
 *
 * @param http shared; its owner closes it
 * @param region where the service is called; a global service finds its own endpoint from it
 * @param timeout of one call
 * @param endpoint of an emulator; null for the service's own
 */
record ClientSettings(
        SdkHttpClient http,
        AwsCredentialsProvider credentials,
        String region,
        Duration timeout,
        @Nullable URI endpoint) {

    /** Builds a client whose class is known. */
    <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> C configure(B builder) {
        apply(builder);
        return builder.build();
    }

    /** Builds the client of a synchronous builder. */
    SdkClient build(AwsClientBuilder<?, ?> builder) {
        apply(builder);
        return (SdkClient) builder.build();
    }

    private void apply(AwsClientBuilder<?, ?> builder) {
        ((AwsSyncClientBuilder<?, ?>) builder).httpClient(http);
        builder.credentialsProvider(credentials);
        builder.region(Region.of(region));
        builder.overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallAttemptTimeout(timeout)
                .apiCallTimeout(timeout)
                .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, endpoint != null));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
    }
}
