package io.cartostream.producer.aws;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3control.S3ControlClientBuilder;
import software.amazon.awssdk.services.s3control.endpoints.S3ControlEndpointParams;
import software.amazon.awssdk.services.s3control.endpoints.S3ControlEndpointProvider;

/** What only the clients of Amazon S3 need: its hosts are named after buckets and accounts. */
final class BucketClients {

    private static final S3ControlEndpointProvider ENDPOINTS = S3ControlEndpointProvider.defaultProvider();

    private BucketClients() {}

    /** Prepares the builder of a client; those of other services are left as they are. */
    static void prepare(AwsClientBuilder<?, ?> builder) {
        if (builder instanceof S3ClientBuilder buckets) {
            // a bucket is asked in its own region; names with dots need paths, and so do emulators
            buckets.crossRegionAccessEnabled(true).forcePathStyle(true);
        } else if (builder instanceof S3ControlClientBuilder control) {
            control.endpointProvider(BucketClients::endpoint);
        }
    }

    /** An emulator is asked at its own address: it has no hosts that are named after accounts. */
    private static CompletableFuture<Endpoint> endpoint(S3ControlEndpointParams asked) {
        CompletableFuture<Endpoint> found = ENDPOINTS.resolveEndpoint(asked);
        return asked.endpoint() == null
                ? found
                : found.thenApply(
                        own -> own.toBuilder().url(URI.create(asked.endpoint())).build());
    }
}
