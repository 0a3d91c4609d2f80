package io.cartostream.patterns.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions of the language. */
public enum BuiltinFunction {
    /** The number of elements of a list, or of rows of a gathered set. */
    SIZE(1, 1),
    /** A text, or each text of a list, in lower case. */
    LOWER(1, 1),
    /** A value that may be a text or a list of texts, as a list. */
    LIST(1, 1),
    /** The union of gathered sets of one column. */
    UNION(2, 16),
    /** The first value that is present. */
    COALESCE(2, 16);

    private final int least;
    private final int most;

    BuiltinFunction(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /** The function's name in the language. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it accepts this number of arguments. */
    public boolean accepts(int arguments) {
        return arguments >= least && arguments <= most;
    }

    /** The number of arguments, for messages. */
    public String arity() {
        return least == most ? least + " argument" : least + " to " + most + " arguments";
    }

    /** Returns the function with this name; null if there is none. */
    public static @Nullable BuiltinFunction of(String word) {
        return Arrays.stream(values())
                .filter(function -> function.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(BuiltinFunction::word).toList();
    }
}
