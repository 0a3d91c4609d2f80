package io.cartostream.patterns.value;

import java.util.ArrayList;
import java.util.List;

/** Joins texts so that they can be split again: injective for any texts. */
public final class StateText {
    private StateText() {}

    /** Joins parts; at least one. */
    public static String join(String... parts) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                joined.append('|');
            }
            joined.append(escaped(parts[i]));
        }
        return joined.toString();
    }

    /** One part as {@link #join} writes it. */
    public static String escaped(String part) {
        return part.indexOf('|') < 0 && part.indexOf('%') < 0
                ? part
                : part.replace("%", "%25").replace("|", "%7C");
    }

    /** The parts again. */
    public static List<String> split(String joined) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (true) {
            int end = joined.indexOf('|', start);
            String part = end < 0 ? joined.substring(start) : joined.substring(start, end);
            parts.add(part.indexOf('%') < 0 ? part : part.replace("%7C", "|").replace("%25", "%"));
            if (end < 0) {
                return parts;
            }
            start = end + 1;
        }
    }
}
