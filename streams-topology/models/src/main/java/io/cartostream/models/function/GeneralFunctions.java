package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** What models of every provider may need. */
final class GeneralFunctions {
    private GeneralFunctions() {}

    static void register(Functions functions) {
        functions.add(
                "entries",
                1,
                1,
                "The entries of an object as a list of objects with key and value.",
                arguments -> entries(arguments.get(0)));
    }

    private static @Nullable JsonNode entries(@Nullable JsonNode object) {
        if (object == null) {
            return null;
        }
        if (!object.isObject()) {
            throw new IllegalArgumentException("expected an object");
        }
        ArrayNode entries = JsonNodeFactory.instance.arrayNode(object.size());
        object.properties()
                .forEach(entry -> entries.addObject().put("key", entry.getKey()).set("value", entry.getValue()));
        return entries;
    }
}
