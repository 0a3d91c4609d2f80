package io.cartostream.engine.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys made of parts. The order of keys is the order of their parts, and keys with different parts differ: U+0000 ends a
 * part. Inside a part, U+0000 is written U+0001 U+0001, and U+0001 is written U+0001 U+0002.
 */
public final class CompositeKeys {
    /** Terminates a part. */
    public static final char END = '\0';

    private static final char ESCAPE = '\1';

    private CompositeKeys() {}

    /** Joins the parts, with a terminator after each but the last. */
    public static String join(String... parts) {
        int length = parts.length;
        for (String part : parts) {
            length += part.length();
        }
        StringBuilder joined = new StringBuilder(length);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                joined.append(END);
            }
            append(joined, parts[i]);
        }
        return joined.toString();
    }

    /** Joins the parts, with a terminator after each: the prefix of all keys that start with these parts and have more. */
    public static String prefix(String... parts) {
        return join(parts) + END;
    }

    /** Returns a bound after all keys with the prefix and before any key with a greater last part. */
    public static String beyond(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + ESCAPE;
    }

    /** The inverse of {@link #join}. */
    public static List<String> split(String joined) {
        List<String> parts = new ArrayList<>(6);
        int start = 0;
        while (true) {
            int end = joined.indexOf(END, start);
            parts.add(unescape(end < 0 ? joined.substring(start) : joined.substring(start, end)));
            if (end < 0) {
                return parts;
            }
            start = end + 1;
        }
    }

    /** Compares keys by code point, as their UTF-8 bytes compare; {@link String#compareTo} orders surrogates differently. */
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean bothOrNeither = Character.isSurrogate(a) == Character.isSurrogate(b);
                return bothOrNeither ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static void append(StringBuilder target, String part) {
        if (part.indexOf(END) < 0 && part.indexOf(ESCAPE) < 0) {
            target.append(part);
            return;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c <= ESCAPE) {
                target.append(ESCAPE).append((char) (c + 1));
            } else {
                target.append(c);
            }
        }
    }

    private static String unescape(String part) {
        if (part.indexOf(ESCAPE) < 0) {
            return part;
        }
        StringBuilder plain = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            plain.append(c == ESCAPE ? (char) (part.charAt(++i) - 1) : c);
        }
        return plain.toString();
    }
}
