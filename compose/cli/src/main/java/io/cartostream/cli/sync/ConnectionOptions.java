package io.cartostream.cli.sync;

import io.cartostream.cli.session.TimeExpressions;
import io.cartostream.producer.aws.AwsProvider;
import io.cartostream.producer.provider.ConnectionSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How providers are reached: shared by sync, jobs and worker. */
public final class ConnectionOptions {

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "AWS: profile of ~/.aws. Default: the SDK's default chain.")
    @Nullable
    String profile;

    @Option(
            names = "--home-region",
            paramLabel = "REGION",
            defaultValue = "us-east-1",
            description = "AWS: the region in which STS, Organizations and the list of regions are called. Default:"
                    + " ${DEFAULT-VALUE}.")
    String homeRegion;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Call this emulator instead of the provider (moto, a GCS emulator).")
    @Nullable
    URI endpointUrl;

    @Option(
            names = "--call-timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = TimeExpressions.DurationConverter.class,
            description = "Time limit of one try of one call. Default: ${DEFAULT-VALUE}.")
    Duration callTimeout;

    /** The options as a provider takes them. */
    public ConnectionSettings settings() {
        Map<String, String> options = new HashMap<>();
        options.put(AwsProvider.HOME_REGION, homeRegion);
        if (profile != null) {
            options.put(AwsProvider.PROFILE, profile);
        }
        return new ConnectionSettings(endpointUrl, callTimeout, options);
    }
}
