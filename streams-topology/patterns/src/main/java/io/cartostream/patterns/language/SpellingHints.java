package io.cartostream.patterns.language;

import io.cartostream.contract.SimilarNames;
import java.util.Collection;

/** Suggests the name that a misspelt one probably means. */
public final class SpellingHints {
    private SpellingHints() {}

    /** Returns {@code "; did you mean 'x'?"}, or an empty text if no known name is close. */
    public static String hint(String name, Collection<String> known) {
        return SimilarNames.to(name, known)
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }
}
