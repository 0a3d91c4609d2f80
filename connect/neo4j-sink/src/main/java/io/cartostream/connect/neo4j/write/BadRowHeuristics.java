package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.CypherNames;
import java.util.Map;

/** Guesses which rows are bad. A guess saves a search among thousands of rows; it is never a verdict. */
final class BadRowHeuristics {
    /** An entry of a range index holds about 8 kB: the most frequent reason to refuse a row. */
    private static final int LARGE = 8_000;

    private BadRowHeuristics() {}

    /** Whether the row may be too large for an index. */
    static boolean large(ChangeRow row) {
        return row.change().bytes() > LARGE;
    }

    /**
     * Whether the failure names a property of the row with its value, as a violated constraint does. The sink's own key does not
     * count.
     */
    static boolean named(RuntimeException failure, ChangeRow row) {
        String message = String.valueOf(failure.getMessage());
        return row.change().row().get("properties").asMap(Map.of()).entrySet().stream()
                .anyMatch(property -> !CypherNames.KEY.equals(property.getKey())
                        && message.contains(text(property.getKey(), property.getValue())));
    }

    private static String text(String name, Object value) {
        return "`" + name + "` = " + (value instanceof String ? "'" + value + "'" : value);
    }
}
