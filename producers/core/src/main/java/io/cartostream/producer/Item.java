package io.cartostream.producer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One resource as the provider's API returned it.
 *
 * @param id the resource's id within its scope, never empty
 * @param payload JSON with the API's own field names; parent fields stand under the reserved key {@code _parent}. Owned by
 *     the receiver, which may change it (redaction).
 */
public record Item(String id, ObjectNode payload) {

    /** The reserved key of parent fields. */
    public static final String PARENT_KEY = "_parent";

    /** Refuses an empty id with an {@link IllegalArgumentException}. */
    public Item {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an item's id must not be empty");
        }
    }
}
