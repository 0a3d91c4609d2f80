package io.cartostream.models.source;

import io.cartostream.yaml.SourceLocation;
import io.cartostream.yaml.YamlValue;
import io.cartostream.yaml.YamlValue.Mapping;
import io.cartostream.yaml.YamlValue.Scalar;
import io.cartostream.yaml.YamlValue.ScalarKind;
import io.cartostream.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a map, and reports those that are missing, unknown or of the wrong kind. */
public final class MapReader {
    private final Mapping map;
    private final ModelProblems problems;
    private final Set<String> known = new LinkedHashSet<>();

    /** Reads a map. Call {@link #rejectOthers} after the last known key. */
    public MapReader(Mapping map, ModelProblems problems) {
        this.map = map;
        this.problems = problems;
    }

    /** The location of the map. */
    public SourceLocation at() {
        return map.at();
    }

    /** The value of a key; null if it is absent. */
    public @Nullable YamlValue value(String key) {
        known.add(key);
        return map.entries().get(key);
    }

    /** A text; null if it is absent. */
    public @Nullable String text(String key) {
        YamlValue value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Scalar scalar && scalar.kind() != ScalarKind.NULL) {
            return scalar.text();
        }
        problems.add(value.at(), "'" + key + "' must be a text");
        return null;
    }

    /** A text. An absent or blank one is a problem. */
    public String requiredText(String key) {
        String text = text(key);
        if (text == null || text.isBlank()) {
            if (text != null || value(key) == null) {
                problems.add(at(), "'" + key + "' is missing");
            }
            return "";
        }
        return text;
    }

    /** A boolean, with its default. */
    public boolean flag(String key, boolean byDefault) {
        YamlValue value = value(key);
        if (value == null) {
            return byDefault;
        }
        if (value instanceof Scalar scalar
                && (scalar.text().equals("true") || scalar.text().equals("false"))) {
            return scalar.text().equals("true");
        }
        problems.add(value.at(), "'" + key + "' must be true or false");
        return byDefault;
    }

    /** The elements of a list; empty if it is absent. */
    public List<YamlValue> list(String key) {
        YamlValue value = value(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Sequence sequence) {
            return sequence.items();
        }
        problems.add(value.at(), "'" + key + "' must be a list");
        return List.of();
    }

    /** A list of texts; empty if it is absent. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (YamlValue item : list(key)) {
            if (item instanceof Scalar scalar) {
                texts.add(scalar.text());
            } else {
                problems.add(item.at(), "'" + key + "' must be a list of texts");
            }
        }
        return List.copyOf(texts);
    }

    /** A map; null if it is absent. */
    public @Nullable Mapping mapping(String key) {
        YamlValue value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Mapping mapping) {
            return mapping;
        }
        problems.add(value.at(), "'" + key + "' must be a map");
        return null;
    }

    /** Reports every key that was not read. */
    public void rejectOthers() {
        map.keys().forEach((key, at) -> {
            if (!known.contains(key)) {
                problems.add(at, "unknown key '" + key + "' (known here: " + String.join(", ", known) + ")");
            }
        });
    }
}
