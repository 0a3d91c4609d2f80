package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions for models of all providers. */
final class GeneralFunctions {
    private GeneralFunctions() {}

    static void register(FunctionRegistry functions) {
        functions.add(
                "entries",
                1,
                1,
                "The entries of an object as a list of objects with key and value.",
                arguments -> entries(arguments.get(0)));
        functions.add(
                "split",
                2,
                1,
                "The parts of a text between the occurrences of a separator, without the spaces around them; empty ones"
                        + " are left out.",
                arguments -> split(arguments.get(0), arguments.get(1)));
        functions.add(
                "unless_equal",
                2,
                1,
                "The first value if the second is there and differs from it, else nothing.",
                arguments -> unlessEqual(arguments.get(0), arguments.get(1)));
        functions.add(
                "lower_case",
                1,
                1,
                "The text in lower case.",
                arguments -> arguments.get(0) == null
                        ? null
                        : TextNode.valueOf(arguments.get(0).asText().toLowerCase(Locale.ROOT)));
        functions.add(
                "python_time",
                1,
                2,
                "A time in the form of `as time string`, for a value that may also be a constant text.",
                arguments -> pythonTime(arguments.get(0)));
        functions.add(
                "last_part",
                2,
                1,
                "What follows the last occurrence of a separator in a text; the text if there is none.",
                arguments -> lastPart(arguments.get(0), arguments.get(1)));
        functions.add(
                "as_list",
                1,
                1,
                "A list as it is, anything else as a list of one.",
                arguments -> asList(arguments.get(0)));
        functions.add(
                "numbered",
                1,
                1,
                "The elements of a list (anything else is a list of one) as objects with number, from 1, and value.",
                arguments -> numbered(arguments.get(0)));
        functions.add(
                "sha256",
                1,
                1,
                "The SHA-256 hash of a text in UTF-8, in hexadecimal digits.",
                arguments -> sha256(arguments.get(0)));
    }

    private static @Nullable JsonNode numbered(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        ArrayNode numbered = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : value.isArray() ? value : List.of(value)) {
            numbered.addObject().put("number", numbered.size()).set("value", element);
        }
        return numbered;
    }

    private static @Nullable JsonNode sha256(@Nullable JsonNode text) {
        if (text == null) {
            return null;
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.asText().getBytes(StandardCharsets.UTF_8));
            return TextNode.valueOf(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static @Nullable JsonNode split(@Nullable JsonNode text, @Nullable JsonNode separator) {
        if (text == null || separator == null) {
            return null;
        }
        if (!text.isTextual()) {
            throw new IllegalArgumentException("expected a string");
        }
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : text.textValue().split(Pattern.quote(separator.asText()), -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private static @Nullable JsonNode unlessEqual(@Nullable JsonNode value, @Nullable JsonNode other) {
        return value == null || other == null || value.equals(other) ? null : value;
    }

    private static @Nullable JsonNode pythonTime(@Nullable JsonNode time) {
        if (time == null) {
            return null;
        }
        if (time.isNumber()) {
            return TextNode.valueOf(PayloadTime.text(PayloadTime.read(time)));
        }
        ZonedDateTime read = PayloadTime.ofText(time.asText());
        return TextNode.valueOf(read == null ? time.asText() : PayloadTime.text(read));
    }

    private static @Nullable JsonNode lastPart(@Nullable JsonNode text, @Nullable JsonNode separator) {
        if (text == null || separator == null) {
            return null;
        }
        int at = text.asText().lastIndexOf(separator.asText());
        return at < 0
                ? text
                : TextNode.valueOf(
                        text.asText().substring(at + separator.asText().length()));
    }

    private static @Nullable JsonNode asList(@Nullable JsonNode value) {
        return value == null || value.isArray()
                ? value
                : JsonNodeFactory.instance.arrayNode().add(value);
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
