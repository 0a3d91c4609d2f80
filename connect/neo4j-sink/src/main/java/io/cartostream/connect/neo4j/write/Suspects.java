package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.Names;
import java.util.Map;

/** Which rows are likely to be bad: guesses that spare a search among thousands, never a verdict. */
final class Suspects {
    /** The entry of a range index takes some 8 kB, so that this is what a row is refused for most. */
    private static final int LARGE = 8_000;

    private Suspects() {}

    /** Whether the row may be too large for an index. */
    static boolean large(Row row) {
        return row.change().bytes() > LARGE;
    }

    /** Whether the failure names a property of the row with its value, as that of a constraint does. The sink's own key says nothing. */
    static boolean named(RuntimeException failure, Row row) {
        String message = String.valueOf(failure.getMessage());
        return row.change().row().get("properties").asMap(Map.of()).entrySet().stream()
                .anyMatch(property -> !Names.KEY.equals(property.getKey())
                        && message.contains(text(property.getKey(), property.getValue())));
    }

    private static String text(String name, Object value) {
        return "`" + name + "` = " + (value instanceof String ? "'" + value + "'" : value);
    }
}
