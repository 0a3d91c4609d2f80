package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON as text with sorted keys, so that the order of an answer's keys never counts as a change. A space follows each comma
 * and colon, as in the texts of Python's {@code json.dumps}, which Cartography stores.
 */
final class JsonText {
    private JsonText() {}

    static String of(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            value.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            object(sorted, text);
        } else if (value.isArray()) {
            text.append('[');
            for (Iterator<JsonNode> items = value.elements(); items.hasNext(); ) {
                write(items.next(), text);
                text.append(items.hasNext() ? ", " : "");
            }
            text.append(']');
        } else {
            text.append(value);
        }
    }

    private static void object(Map<String, JsonNode> entries, StringBuilder text) {
        String separator = "{";
        for (Map.Entry<String, JsonNode> entry : entries.entrySet()) {
            text.append(separator).append(TextNode.valueOf(entry.getKey()));
            text.append(": ");
            write(entry.getValue(), text);
            separator = ", ";
        }
        text.append(entries.isEmpty() ? "{}" : "}");
    }
}
