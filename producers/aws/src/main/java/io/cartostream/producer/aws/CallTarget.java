package io.cartostream.producer.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks whom.
 *
 * @param service e.g. {@code ec2}
 * @param operation e.g. {@code ec2:DescribeVpcs}
 * @param permission the permission that the call needs
 * @param region where it is sent
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

    /** For people. */
    String where() {
        return endpoint == null ? "AWS in " + region : endpoint.toString();
    }
}
