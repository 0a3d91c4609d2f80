package io.cartostream.cli.sync;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the clouds are reached: shared by sync, jobs and worker. */
final class AwsOptions {

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "AWS: profile of ~/.aws. Default: the SDK's usual chain.")
    @Nullable
    String profile;

    @Option(
            names = "--home-region",
            paramLabel = "REGION",
            defaultValue = "us-east-1",
            description = "AWS: where STS, Organizations and the list of regions are asked. Default: ${DEFAULT-VALUE}.")
    String homeRegion;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Ask this emulator instead of the cloud (moto, a GCS emulator).")
    @Nullable
    URI endpointUrl;

    @Option(
            names = "--call-timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = io.cartostream.cli.session.TimeExpressions.DurationConverter.class,
            description = "How long one try of one call may take. Default: ${DEFAULT-VALUE}.")
    java.time.Duration callTimeout;
}
