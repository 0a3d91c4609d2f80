package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** The identity of tags. */
final class TagFunctions {
    private TagFunctions() {}

    static void register(FunctionRegistry functions) {
        functions.add(
                "tag_id",
                2,
                1,
                "The id of a tag with a key and a value: 'key:value' as in Cartography; ':<length of the key>:key:value' if the"
                        + " value contains a colon or the key begins with one.",
                arguments -> tagId(arguments.get(0), arguments.get(1)));
    }

    /** Two tags never have one id: in the short form the last colon, and in the long form the length, ends the key. */
    private static @Nullable JsonNode tagId(@Nullable JsonNode key, @Nullable JsonNode value) {
        if (key == null || value == null) {
            return null;
        }
        String name = key.asText();
        String joined = name + ":" + value.asText();
        boolean ambiguous = name.startsWith(":") || value.asText().contains(":");
        return TextNode.valueOf(ambiguous ? ":" + name.length() + ":" + joined : joined);
    }
}
