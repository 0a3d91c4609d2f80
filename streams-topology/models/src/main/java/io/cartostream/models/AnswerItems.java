package io.cartostream.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.cartostream.models.declaration.TypeDeclaration;
import java.util.ArrayList;
import java.util.List;

/** Finds the items in a file of the user: an operation's answer, a list of items, or one item. */
public final class AnswerItems {
    private AnswerItems() {}

    /** The items of a type; never empty, unless the JSON is an empty list. */
    public static List<JsonNode> of(TypeDeclaration type, JsonNode json) {
        if (json.isArray()) {
            return list(json);
        }
        try {
            JsonNode found = new JacksonRuntime().compile(type.items()).search(json);
            if (found.isArray() && !found.isEmpty() && found.get(0).isObject()) {
                return list(found);
            }
        } catch (JmesPathException e) {
            return List.of(json); // not an answer of the operation, so an item
        }
        return List.of(json);
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>(array.size());
        array.forEach(items::add);
        return items;
    }
}
