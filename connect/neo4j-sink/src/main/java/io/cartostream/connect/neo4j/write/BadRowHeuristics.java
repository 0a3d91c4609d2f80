package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.CypherNames;
import java.util.Map;

/** Which rows are likely to be bad: guesses that spare a search among thousands, never a verdict. */
final class BadRowHeuristics {
    /** The entry of a range index takes some 8 kB, so that this is what a row is refused for most. */
    private static final int LARGE = 8_000;

    private BadRowHeuristics() {}

    /** Whether the row may be too large for an index. */
    static boolean large(ChangeRow row) {
        return row.change().bytes() > LARGE;
    }

    /** Whether the failure names a property of the row with its value, as that of a constraint does. The sink's own key says nothing. */
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
