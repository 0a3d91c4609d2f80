package io.cartostream.cli.session;

import io.cartostream.contract.SimilarNames;
import java.util.Collection;

/** Suggests existing names for a misspelt one. */
public final class NameSuggestions {

    private NameSuggestions() {}

    /** {@code " (did you mean 'x'?)"}, or nothing. */
    public static String hint(String text, Collection<String> candidates) {
        return SimilarNames.to(text, candidates)
                .map(candidate -> " (did you mean '" + candidate + "'?)")
                .orElse("");
    }
}
