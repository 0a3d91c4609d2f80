package io.cartostream.producer.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * How AWS is reached and what is read. {@link #defaults()} and the {@code with…} methods make variants.
 *
 * @param profile profile of the shared configuration; null for the default chain of credentials
 * @param credentials fixed credentials, which take precedence over the profile; null for none
 * @param homeRegion the region in which STS, Organizations and DescribeRegions are called
 * @param endpointOverride one endpoint for all services (an emulator); null for AWS itself
 * @param regions regions to read; empty for all that the account has enabled
 * @param resourceTypes resource types to read; empty for all of the catalogue
 * @param callTimeout how long one try of one call may take
 */
public record AwsSettings(
        @Nullable String profile,
        @Nullable StaticCredentials credentials,
        String homeRegion,
        @Nullable URI endpointOverride,
        List<String> regions,
        List<String> resourceTypes,
        Duration callTimeout) {

    /**
     * An access key.
     *
     * @param accessKeyId the key's id
     * @param secretAccessKey its secret
     * @param sessionToken of temporary credentials; null otherwise
     */
    public record StaticCredentials(
            String accessKeyId,
            String secretAccessKey,
            @Nullable String sessionToken) {
        @Override
        public String toString() {
            return "access key " + accessKeyId;
        }
    }

    /** Copies its lists. */
    public AwsSettings {
        regions = List.copyOf(regions);
        resourceTypes = List.copyOf(resourceTypes);
    }

    /** The default chain of credentials, everything, 30 s per call. */
    public static AwsSettings defaults() {
        return new AwsSettings(null, null, "us-east-1", null, List.of(), List.of(), Duration.ofSeconds(30));
    }

    /** The partition that the home region is in: {@code aws}, {@code aws-cn}, {@code aws-us-gov} …: that of the accounts too. */
    public String partition() {
        return PartitionMetadata.of(Region.of(homeRegion)).id();
    }

    /** The same with a profile. */
    public AwsSettings withProfile(@Nullable String other) {
        return new AwsSettings(other, credentials, homeRegion, endpointOverride, regions, resourceTypes, callTimeout);
    }

    /** The same with fixed credentials. */
    public AwsSettings withCredentials(@Nullable StaticCredentials other) {
        return new AwsSettings(profile, other, homeRegion, endpointOverride, regions, resourceTypes, callTimeout);
    }

    /** The same with another home region. */
    public AwsSettings withHomeRegion(String other) {
        return new AwsSettings(profile, credentials, other, endpointOverride, regions, resourceTypes, callTimeout);
    }

    /** The same with an endpoint. */
    public AwsSettings withEndpointOverride(@Nullable URI other) {
        return new AwsSettings(profile, credentials, homeRegion, other, regions, resourceTypes, callTimeout);
    }

    /** The same with regions. */
    public AwsSettings withRegions(List<String> other) {
        return new AwsSettings(profile, credentials, homeRegion, endpointOverride, other, resourceTypes, callTimeout);
    }

    /** The same with resource types. */
    public AwsSettings withResourceTypes(List<String> other) {
        return new AwsSettings(profile, credentials, homeRegion, endpointOverride, regions, other, callTimeout);
    }

    /** The same with another time limit per call. */
    public AwsSettings withCallTimeout(Duration other) {
        return new AwsSettings(profile, credentials, homeRegion, endpointOverride, regions, resourceTypes, other);
    }
}
