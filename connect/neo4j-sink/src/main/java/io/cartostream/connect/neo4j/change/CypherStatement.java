package io.cartostream.connect.neo4j.change;

import java.util.Map;

/**
 * A statement that writes any number of rows. Its text depends on the type alone, never on a batch, so Neo4j plans it once.
 *
 * @param phase the kind of change that it makes
 * @param text Cypher with the parameter {@code rows}
 * @param constants the other parameters of the text
 */
public record CypherStatement(WritePhase phase, String text, Map<String, Object> constants) {
    public CypherStatement {
        constants = Map.copyOf(constants);
    }
}
