package io.cartostream.patterns.cypher;

import io.cartostream.models.fact.PropertyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the constants of a statement as its parameters. Not thread-safe. */
final class CypherConstants {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a value in the driver's form; returns its reference. */
    String add(Object value) {
        String name = "p" + (values.size() + 1);
        values.put(name, value);
        return "$" + name;
    }

    Map<String, Object> values() {
        return values;
    }

    static Object plain(PropertyValue value) {
        if (value instanceof PropertyValue.Text text) {
            return text.value();
        } else if (value instanceof PropertyValue.Whole whole) {
            return whole.value();
        } else if (value instanceof PropertyValue.Real real) {
            return real.value();
        } else if (value instanceof PropertyValue.Flag flag) {
            return flag.value();
        } else if (value instanceof PropertyValue.Moment moment) {
            return moment.value();
        }
        return plain(((PropertyValue.Listing) value).values());
    }

    static List<Object> plain(List<PropertyValue> values) {
        return values.stream().map(CypherConstants::plain).toList();
    }

    /** A name that is safe in any position of a statement. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
