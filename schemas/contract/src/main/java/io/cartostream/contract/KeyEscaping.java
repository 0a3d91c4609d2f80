package io.cartostream.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins parts with a separator so that the result is readable and the mapping is injective: a separator or a backslash
 * inside a part is preceded by a backslash.
 */
final class KeyEscaping {

    private KeyEscaping() {}

    static String join(char separator, String... parts) {
        int length = parts.length;
        for (String part : parts) {
            length += part.length();
        }
        StringBuilder joined = new StringBuilder(length);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                joined.append(separator);
            }
            append(joined, separator, parts[i]);
        }
        return joined.toString();
    }

    private static void append(StringBuilder target, char separator, String part) {
        if (part.indexOf(separator) < 0 && part.indexOf('\\') < 0) {
            target.append(part);
            return;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == separator || c == '\\') {
                target.append('\\');
            }
            target.append(c);
        }
    }

    /** The parts again. A trailing lone backslash is an {@link IllegalArgumentException}: no joined text ends so. */
    static List<String> split(char separator, String joined) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < joined.length(); i++) {
            char c = joined.charAt(i);
            if (c == '\\') {
                i++;
                if (i == joined.length()) {
                    throw new IllegalArgumentException("ends in a lone backslash: " + joined);
                }
                part.append(joined.charAt(i));
            } else if (c == separator) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
