package io.cartostream.producer.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account to read, how to enter it, and which part of it is wanted.
 *
 * @param account the account's id; null for the account of the credentials
 * @param role the role to assume, by name or in full; null to use the credentials as they are
 * @param externalId the external id that the role demands; null for none
 * @param regions the regions to read; empty for every region that the account has enabled
 * @param resourceTypes the resource types to read; empty for the provider's whole catalogue
 */
public record AccountRequest(
        @Nullable String account,
        @Nullable String role,
        @Nullable String externalId,
        List<String> regions,
        List<String> resourceTypes) {

    /** Copies its lists. */
    public AccountRequest {
        regions = List.copyOf(regions);
        resourceTypes = List.copyOf(resourceTypes);
    }

    /** An account that is read with the credentials as they are. */
    public static AccountRequest of(@Nullable String account, List<String> regions, List<String> resourceTypes) {
        return new AccountRequest(account, null, null, regions, resourceTypes);
    }
}
