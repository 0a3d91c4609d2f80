package io.cartostream.connect.neo4j.config;

import io.cartostream.contract.SimilarNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
                                + SimilarNames.to(key, known)
                                        .map(name -> "; did you mean " + name + "?")
                                        .orElse(""));
            }
        }
        return problems;
    }

    private static boolean looksLikeOurs(String key) {
        int dot = key.indexOf('.');
        String prefix = dot < 0 ? key : key.substring(0, dot);
        return dot > 0 && PREFIXES.stream().anyMatch(own -> SimilarNames.distance(own, prefix) <= SIMILAR_PREFIX);
    }
}
