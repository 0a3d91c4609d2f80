package io.cartostream.producer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * One resource as the provider's API returned it.
 *
 * @param id the resource's id within its scope, never empty
 * @param payload JSON with the API's own field names; parent fields are under the reserved key {@code _parent}. Owned by
 *     the receiver, which may change it (redaction).
 */
public record RawResource(String id, ObjectNode payload) {

    /** The reserved key of parent fields. */
    public static final String PARENT_KEY = "_parent";

    /** Refuses an empty id with an {@link IllegalArgumentException}. */
    public RawResource {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an item's id must not be empty");
        }
    }

    /** Adds a further page of an answer to it: lists become longer, other fields are those of the later page. */
    public static void append(ObjectNode answer, ObjectNode page) {
        for (Map.Entry<String, JsonNode> field : page.properties()) {
            if (field.getValue() instanceof ArrayNode more && answer.get(field.getKey()) instanceof ArrayNode list) {
                list.addAll(more);
            } else {
                answer.set(field.getKey(), field.getValue());
            }
        }
    }
}
