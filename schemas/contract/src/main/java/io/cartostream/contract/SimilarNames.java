package io.cartostream.contract;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one probably means. */
public final class SimilarNames {
    private static final int SMALLEST_LIMIT = 2;

    private SimilarNames() {}

    /**
     * Returns the candidate most similar to the text in any case of letters, the first in order among equals; empty if none is
     * similar enough.
     */
    public static Optional<String> to(String text, Collection<String> candidates) {
        String wanted = text.toLowerCase(Locale.ROOT);
        int limit = Math.max(SMALLEST_LIMIT, (wanted.length() + 1) / 3);
        return candidates.stream()
                .map(name -> new Candidate(name, distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance() <= limit)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /** Returns the Levenshtein distance. */
    public static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }

    private record Candidate(String name, int distance) {}
}
