package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/**
 * JSON as text exactly as Python's {@code json.dumps} prints it, which Cartography stores: members in the document's order, a
 * space after each comma and colon, and everything outside ASCII escaped.
 */
final class JsonText {
    private static final String DIGITS = "0123456789abcdef";

    private JsonText() {}

    static String of(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            object(value, text);
        } else if (value.isArray()) {
            text.append('[');
            for (Iterator<JsonNode> items = value.elements(); items.hasNext(); ) {
                write(items.next(), text);
                text.append(items.hasNext() ? ", " : "");
            }
            text.append(']');
        } else if (value.isTextual()) {
            string(value.textValue(), text);
        } else if (value.isDouble()) {
            text.append(PythonNumber.text(value.doubleValue()));
        } else {
            text.append(value);
        }
    }

    private static void object(JsonNode value, StringBuilder text) {
        String separator = "";
        text.append('{');
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            text.append(separator);
            string(entry.getKey(), text);
            text.append(": ");
            write(entry.getValue(), text);
            separator = ", ";
        }
        text.append('}');
    }

    private static void string(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            character(value.charAt(i), text);
        }
        text.append('"');
    }

    private static void character(char character, StringBuilder text) {
        switch (character) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            default -> {
                if (character >= ' ' && character <= '~') {
                    text.append(character);
                } else {
                    escape(character, text);
                }
            }
        }
    }

    private static void escape(char character, StringBuilder text) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(DIGITS.charAt(character >> shift & 0xf));
        }
    }
}
