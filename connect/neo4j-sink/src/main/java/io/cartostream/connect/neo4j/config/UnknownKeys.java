package io.cartostream.connect.neo4j.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds misspelt keys of the sink. Connect ignores keys that it does not know, so that a typing error would have no effect. */
public final class UnknownKeys {

    private static final List<String> PREFIXES = List.of("neo4j", "fence");
    private static final int SIMILAR_PREFIX = 2;

    private UnknownKeys() {}

    /** Returns the problem of each key that looks like a key of the sink but is none. */
    public static Map<String, String> of(Map<String, String> properties) {
        Collection<String> known = SinkConfig.DEFINITION.configKeys().keySet();
        Map<String, String> problems = new TreeMap<>();
        for (String key : properties.keySet()) {
            if (looksLikeOurs(key) && !known.contains(key)) {
                problems.put(
                        key,
                        "is not a key of the sink"
                                + mostSimilar(key, known)
                                        .map(name -> "; did you mean " + name + "?")
                                        .orElse(""));
            }
        }
        return problems;
    }

    private static boolean looksLikeOurs(String key) {
        int dot = key.indexOf('.');
        String prefix = dot < 0 ? key : key.substring(0, dot);
        return dot > 0 && PREFIXES.stream().anyMatch(own -> distance(own, prefix) <= SIMILAR_PREFIX);
    }

    private static Optional<String> mostSimilar(String key, Collection<String> known) {
        int limit = Math.max(2, key.length() / 3);
        return known.stream()
                .filter(name -> distance(key, name) <= limit)
                .min(Comparator.comparingInt(name -> distance(key, name)));
    }

    /** The Levenshtein distance. */
    private static int distance(String a, String b) {
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
}
