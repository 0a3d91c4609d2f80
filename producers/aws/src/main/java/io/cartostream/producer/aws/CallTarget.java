package io.cartostream.producer.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Destination of one API call: service, operation, region, endpoint.
 *
 * @param service e.g. {@code ec2}
 * @param operation e.g. {@code ec2:DescribeVpcs}
 * @param permission the permission that the call needs
 * @param region the region that it is sent to
 * @param knownGood whether the same credentials were accepted elsewhere, so that a refusal concerns the region
 * @param endpoint the endpoint, if it is not the region's own
 */
record CallTarget(
        String service,
        String operation,
        String permission,
        String region,
        boolean knownGood,
        @Nullable URI endpoint) {

    /** The destination in words, for messages. */
    String where() {
        return endpoint == null ? "AWS in " + region : endpoint.toString();
    }
}
