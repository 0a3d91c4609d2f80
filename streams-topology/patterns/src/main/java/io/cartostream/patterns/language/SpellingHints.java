package io.cartostream.patterns.language;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Finds the name that a misspelt one probably means. */
public final class SpellingHints {
    private SpellingHints() {}

    /** Returns {@code "; did you mean 'x'?"}, or an empty text if no known name is close. */
    public static String hint(String name, Collection<String> known) {
        String lower = name.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, (name.length() + 1) / 3);
        Map<Integer, String> byDistance = new TreeMap<>();
        for (String candidate : known) {
            int distance = distance(lower, candidate.toLowerCase(Locale.ROOT), limit);
            if (distance <= limit) {
                byDistance.merge(distance, candidate, (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }
        return byDistance.values().stream()
                .findFirst()
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }

    /** The edit distance, or something above the limit. */
    private static int distance(String left, String right, int limit) {
        if (Math.abs(left.length() - right.length()) > limit) {
            return limit + 1;
        }
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substitution = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
