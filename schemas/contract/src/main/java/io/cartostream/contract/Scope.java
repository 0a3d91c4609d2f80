package io.cartostream.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Provider + account + region + resource type: the unit of a sync, of ordering and of stale-deletion.
 *
 * @param provider {@code aws}, {@code gcp} …
 * @param account an AWS account id, a GCP project id …
 * @param region {@code eu-west-1} …, {@link #GLOBAL} where the type has no region
 * @param resourceType {@code <service>.<noun>}, e.g. {@code ec2.instance}
 */
public record Scope(String provider, String account, String region, String resourceType) {

    /** The region of resource types that have none. */
    public static final String GLOBAL = "global";

    /** Longest part, in bytes of UTF-8: a scope's key and the ids made of its parts must fit where ids of 4 KB do. */
    public static final int MAX_PART_BYTES = 512;

    private static final char SEPARATOR = '/';
    private static final int PARTS = 4;

    /** Refuses blank and overlong parts with an {@link IllegalArgumentException} that names the part. */
    public Scope {
        requireText("provider", provider);
        requireText("account", account);
        requireText("region", region);
        requireText("resource type", resourceType);
    }

    private static void requireText(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a scope's " + what + " must not be blank");
        }
        if (text.length() * 3L > MAX_PART_BYTES && text.getBytes(StandardCharsets.UTF_8).length > MAX_PART_BYTES) {
            throw new IllegalArgumentException("a scope's " + what + " must not exceed " + MAX_PART_BYTES + " bytes ("
                    + text.substring(0, 64) + "…)");
        }
    }

    /** Readable and injective, e.g. {@code aws/123456789012/eu-west-1/ec2.instance}: the key of inventory-raw. */
    public String key() {
        return KeyEscaping.join(SEPARATOR, provider, account, region, resourceType);
    }

    /** The key of one resource in inventory-latest: the scope's key, a separator and the escaped resource id. */
    public String resourceKey(String resourceId) {
        return KeyEscaping.join(SEPARATOR, provider, account, region, resourceType, resourceId);
    }

    /**
     * Reads {@link #key()} back.
     *
     * @throws IllegalArgumentException if the text is not a scope key
     */
    public static Scope parse(String key) {
        List<String> parts = KeyEscaping.split(SEPARATOR, key);
        if (parts.size() != PARTS) {
            throw new IllegalArgumentException(
                    "not a scope key (provider/account/region/resource type): '" + key + "'");
        }
        return new Scope(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    /**
     * The scope's key within a resource's, by {@link #resourceKey}.
     *
     * @throws IllegalArgumentException if the text is not a resource's key
     */
    public static String keyOfResource(String resourceKey) {
        int separators = 0;
        for (int i = 0; i < resourceKey.length(); i++) {
            char c = resourceKey.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == SEPARATOR && ++separators == PARTS) {
                return resourceKey.substring(0, i);
            }
        }
        throw new IllegalArgumentException("not a resource's key: '" + resourceKey + "'");
    }

    @Override
    public String toString() {
        return key();
    }
}
