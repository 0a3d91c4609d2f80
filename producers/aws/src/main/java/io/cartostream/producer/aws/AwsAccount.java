package io.cartostream.producer.aws;

import org.jspecify.annotations.Nullable;

/**
 * An account and how it is entered.
 *
 * @param id the account id; null for that of the credentials
 * @param roleArn the role to assume; null to use the credentials as they are
 * @param externalId the external id that the role demands; null for none
 */
public record AwsAccount(
        @Nullable String id,
        @Nullable String roleArn,
        @Nullable String externalId) {

    /** The account of the credentials. */
    public static final AwsAccount OF_CREDENTIALS = new AwsAccount(null, null, null);

    /**
     * An account with a role of that name (or path and name) in it.
     *
     * @param partition where the account lives: {@code aws}, {@code aws-cn}, {@code aws-us-gov} …
     */
    public static AwsAccount withRole(String partition, String id, String roleName, @Nullable String externalId) {
        return new AwsAccount(id, "arn:" + partition + ":iam::" + id + ":role/" + roleName, externalId);
    }
}
