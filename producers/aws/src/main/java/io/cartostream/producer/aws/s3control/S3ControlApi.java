package io.cartostream.producer.aws.s3control;

import io.cartostream.producer.aws.AwsApi;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.S3ControlClientBuilder;
import software.amazon.awssdk.services.s3control.endpoints.S3ControlEndpointParams;
import software.amazon.awssdk.services.s3control.endpoints.S3ControlEndpointProvider;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockRequest;

/** What is called of Amazon S3's control plane. */
public final class S3ControlApi {

    private static final S3ControlEndpointProvider ENDPOINTS = S3ControlEndpointProvider.defaultProvider();

    /** One line per operation. */
    public static final AwsApi<S3ControlClient> API = AwsApi.of("s3control", S3ControlApi::client)
            .operation(
                    "GetPublicAccessBlock",
                    GetPublicAccessBlockRequest::builder,
                    S3ControlClient::getPublicAccessBlock);

    private S3ControlApi() {}

    private static S3ControlClientBuilder client() {
        return S3ControlClient.builder().endpointProvider(S3ControlApi::endpoint);
    }

    /** An emulator is asked where it is: it has no hosts that are named after accounts. */
    private static CompletableFuture<Endpoint> endpoint(S3ControlEndpointParams asked) {
        CompletableFuture<Endpoint> found = ENDPOINTS.resolveEndpoint(asked);
        return asked.endpoint() == null
                ? found
                : found.thenApply(
                        own -> own.toBuilder().url(URI.create(asked.endpoint())).build());
    }
}
