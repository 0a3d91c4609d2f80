package io.cartostream.connect.neo4j.change;

import java.util.Map;

/**
 * A statement that writes any number of rows. Its text depends on labels and types alone, never on a batch, so Neo4j plans it once.
 *
 * @param phase what it does
 * @param text Cypher with the parameter {@code rows}
 * @param constants further parameters of the text
 */
public record CypherStatement(WritePhase phase, String text, Map<String, Object> constants) {
    /** Copies the constants. */
    public CypherStatement {
        constants = Map.copyOf(constants);
    }
}
