package io.cartostream.yaml;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A value of a YAML file with its location. Immutable. */
public sealed interface YamlValue {

    /** Where the value starts. */
    SourceLocation at();

    /** A text that is equal for two values exactly if their content is: comments, layout and key order do not count. */
    String canonical();

    /** The type that YAML infers for a scalar. */
    enum ScalarKind {
        /** Text. */
        TEXT,
        /** {@code true} or {@code false}. */
        FLAG,
        /** An integer. */
        WHOLE,
        /** A number with a fraction. */
        REAL,
        /** {@code null} or nothing. */
        NULL
    }

    /**
     * A scalar.
     *
     * @param text as written, without quotes
     * @param kind the type that YAML infers
     */
    record Scalar(SourceLocation at, String text, ScalarKind kind) implements YamlValue {
        @Override
        public String canonical() {
            return kind.name().charAt(0) + quoted(text);
        }
    }

    /** A list. */
    record Sequence(SourceLocation at, List<YamlValue> items) implements YamlValue {
        @Override
        public String canonical() {
            StringBuilder text = new StringBuilder("[");
            for (YamlValue item : items) {
                text.append(item.canonical()).append(',');
            }
            return text.append(']').toString();
        }
    }

    /**
     * A map in the order of the file.
     *
     * @param keys the location of each key
     */
    record Mapping(SourceLocation at, Map<String, YamlValue> entries, Map<String, SourceLocation> keys)
            implements YamlValue {
        @Override
        public String canonical() {
            StringBuilder text = new StringBuilder("{");
            new TreeMap<>(entries).forEach((key, value) -> text.append(quoted(key))
                    .append(':')
                    .append(value.canonical())
                    .append(','));
            return text.append('}').toString();
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
