package io.cartostream.models.source;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An element of a model file with its place. */
public sealed interface YamlValue {

    /** Where it stands. */
    SourceLocation at();

    /** A text that differs exactly if the content differs: independent of comments, layout and the order of keys. */
    String canonical();

    /** What kind of scalar YAML takes a text for. */
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
     * @param at where it stands
     * @param text as written, without quotes
     * @param kind what YAML takes it for
     */
    record Scalar(SourceLocation at, String text, ScalarKind kind) implements YamlValue {
        @Override
        public String canonical() {
            return kind.name().charAt(0) + quoted(text);
        }
    }

    /**
     * A list.
     *
     * @param at where it stands
     * @param items its elements
     */
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
     * @param at where it stands
     * @param entries key to value
     * @param keys where each key stands
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
