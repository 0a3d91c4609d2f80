package io.cartostream.producer.gcp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Google Cloud is reached and what is read.
 *
 * @param endpointOverride an emulator, asked without credentials; null for Google Cloud itself
 * @param credentialsFile a key or workload identity file; null for application default credentials
 * @param resourceTypes resource types to read; empty for all of the catalogue
 * @param callTimeout how long one try of one call may take
 */
public record GcpSettings(
        @Nullable URI endpointOverride,
        @Nullable Path credentialsFile,
        List<String> resourceTypes,
        Duration callTimeout) {

    /** Copies its list. */
    public GcpSettings {
        resourceTypes = List.copyOf(resourceTypes);
    }

    /** Application default credentials, everything, 30 s per call. */
    public static GcpSettings defaults() {
        return new GcpSettings(null, null, List.of(), Duration.ofSeconds(30));
    }

    /** The same with an endpoint. */
    public GcpSettings withEndpointOverride(@Nullable URI other) {
        return new GcpSettings(other, credentialsFile, resourceTypes, callTimeout);
    }

    /** The same with a credentials file. */
    public GcpSettings withCredentialsFile(@Nullable Path other) {
        return new GcpSettings(endpointOverride, other, resourceTypes, callTimeout);
    }

    /** The same with resource types. */
    public GcpSettings withResourceTypes(List<String> other) {
        return new GcpSettings(endpointOverride, credentialsFile, other, callTimeout);
    }

    /** The same with another time limit per call. */
    public GcpSettings withCallTimeout(Duration other) {
        return new GcpSettings(endpointOverride, credentialsFile, resourceTypes, other);
    }
}
