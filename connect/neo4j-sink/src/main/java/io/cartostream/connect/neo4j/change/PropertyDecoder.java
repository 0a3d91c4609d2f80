package io.cartostream.connect.neo4j.change;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a typed value of the record's property map into a value for the driver. */
final class PropertyDecoder {
    private PropertyDecoder() {}

    /**
     * @param name the property's name, for messages
     * @throws InvalidChangeException if the value does not match its type
     */
    static Object decode(String name, @Nullable Object typed) {
        RecordFields fields = RecordFields.of(typed);
        if (fields == null) {
            throw new InvalidChangeException("the property " + name + " has no typed value");
        }
        Object type = fields.get("type");
        if (!(type instanceof String text)) {
            throw new InvalidChangeException("the property " + name + " has no type");
        }
        Object value = fields.get(text.equals("type") ? "" : text);
        return switch (text) {
            case "B" -> expect(name, text, Boolean.class, value);
            case "I64" -> expect(name, text, Long.class, value);
            case "F64" -> expect(name, text, Double.class, value);
            case "S" -> expect(name, text, String.class, value);
            case "TZDT" -> time(name, expect(name, text, String.class, value));
            case "LB" -> list(name, text, Boolean.class, value);
            case "LI64" -> list(name, text, Long.class, value);
            case "LF64" -> list(name, text, Double.class, value);
            case "LS" -> list(name, text, String.class, value);
            case "LZDT" -> times(name, list(name, text, String.class, value));
            default -> throw new InvalidChangeException("the property " + name + " has the unknown type " + text);
        };
    }

    /** Estimates the bytes that the value takes in a transaction. */
    static int bytes(Object value) {
        if (value instanceof String text) {
            return 40 + utf8(text);
        }
        if (value instanceof List<?> list) {
            int sum = 24;
            for (Object element : list) {
                sum += bytes(element);
            }
            return sum;
        }
        if (value instanceof Map<?, ?> map) {
            int sum = 24;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                sum += bytes(entry.getKey()) + bytes(entry.getValue());
            }
            return sum;
        }
        return 24;
    }

    /** The size of the text in UTF-8, in which it is sent and stored. */
    private static int utf8(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) { // a pair of surrogates takes four bytes, two each
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    private static <T> T expect(String name, String type, Class<T> wanted, @Nullable Object value) {
        if (wanted == Double.class && value instanceof Long whole) { // JSON does not distinguish 1.0 from 1
            return wanted.cast(whole.doubleValue());
        }
        if (!wanted.isInstance(value)) {
            throw new InvalidChangeException(
                    "the property " + name + " of type " + type + " has no value of that type");
        }
        return wanted.cast(value);
    }

    private static <T> List<T> list(String name, String type, Class<T> wanted, @Nullable Object value) {
        if (!(value instanceof List<?> elements)) {
            throw new InvalidChangeException(
                    "the property " + name + " of type " + type + " has no value of that type");
        }
        List<T> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
            list.add(expect(name, type, wanted, element));
        }
        return list;
    }

    private static List<ZonedDateTime> times(String name, List<String> texts) {
        List<ZonedDateTime> times = new ArrayList<>(texts.size());
        for (String text : texts) {
            times.add(time(name, text));
        }
        return times;
    }

    private static ZonedDateTime time(String name, String text) {
        try {
            return ZonedDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidChangeException("the property " + name + " is not a zoned date-time in ISO 8601");
        }
    }
}
