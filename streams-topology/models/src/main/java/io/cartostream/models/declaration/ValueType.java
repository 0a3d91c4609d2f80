package io.cartostream.models.declaration;

import org.jspecify.annotations.Nullable;

/**
 * The type of a property.
 *
 * @param kind scalar or list
 * @param element the kind of a list's elements; null for scalars
 */
public record ValueType(Kind kind, @Nullable Kind element) {

    /** What holds where a declaration names no type. */
    public static final ValueType STRING = new ValueType(Kind.STRING, null);

    /** The kinds of values. */
    public enum Kind {
        /** A JSON string. */
        STRING("string"),
        /** A JSON integer, or a string of digits (Google's 64-bit numbers). */
        LONG("long"),
        /** A JSON number. */
        DOUBLE("double"),
        /** A JSON boolean. */
        BOOLEAN("boolean"),
        /** A time: ISO 8601, an HTTP date or a number of seconds since 1970; without a zone it is UTC. */
        DATETIME("datetime"),
        /** A time as seconds since 1970 in a string, {@code "1539534626.0"}. */
        EPOCH_STRING("epoch string"),
        /** The same without a fraction, {@code "1539534626"}. */
        SECONDS_STRING("seconds string"),
        /** A time in UTC as Python prints it, {@code "2018-10-14 16:30:26+00:00"}; any other string as it is. */
        TIME_STRING("time string"),
        /** Any JSON, as the text that Python's {@code json.dumps} prints. */
        JSON("json"),
        /** A list in the order of the answer. */
        LIST("list"),
        /** A list without order: sorted, without repetitions. */
        SET("set"),
        /** A string or a list of strings, whichever the answer has. */
        STRING_OR_LIST("string or list");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As written in model files. */
        public String word() {
            return word;
        }
    }

    /** Reads {@code long}, {@code set}, {@code list of long}…; null if the text is no type. */
    public static @Nullable ValueType parse(String text) {
        String[] parts = text.trim().split(" of ", 2);
        Kind kind = kindOf(parts[0]);
        if (kind == null) {
            return null;
        }
        boolean many = kind == Kind.LIST || kind == Kind.SET;
        if (parts.length == 1) {
            return new ValueType(kind, many ? Kind.STRING : null);
        }
        Kind element = kindOf(parts[1]);
        boolean scalar =
                element != null && element != Kind.LIST && element != Kind.SET && element != Kind.STRING_OR_LIST;
        return many && scalar ? new ValueType(kind, element) : null;
    }

    private static @Nullable Kind kindOf(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.word.equals(word.trim())) {
                return kind;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return element == null ? kind.word : kind.word + " of " + element.word;
    }
}
