package io.cartostream.cli.pipeline;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.contract.EntityKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks Neo4j whether it shows a graph change. */
public final class GraphPresenceCheck {

    private static final String SAME = "all(p IN keys($properties) WHERE x[p] = $properties[p])";
    /** A node without an id is only the end of a relationship: the node itself is absent. */
    private static final String NODE =
            "MATCH (x:CartostreamEntity {_key: $key}) WHERE x.id IS NOT NULL AND " + SAME + " RETURN count(x) AS n";

    private static final String RELATIONSHIP =
            "MATCH (:CartostreamEntity {_key: $from})-[x]->(:CartostreamEntity {_key: $to})"
                    + " WHERE type(x) = $type AND " + SAME + " RETURN count(x) AS n";

    private final Neo4jClient graph;

    /** A check against this database. */
    public GraphPresenceCheck(Neo4jClient graph) {
        this.graph = graph;
    }

    /**
     * True if Neo4j shows the change: an upsert, if the entity has its values; a deletion, if the entity is absent.
     *
     * @param change null: a tombstone, which is a deletion
     */
    public boolean shows(String key, @Nullable GraphChange change) {
        boolean upsert = change != null
                && (change.getOperation() == Operation.NODE_UPSERT
                        || change.getOperation() == Operation.RELATIONSHIP_UPSERT);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("properties", upsert && change != null ? comparable(change) : Map.of());
        String question;
        if (EntityKey.parse(key) instanceof EntityKey.Relationship relationship) {
            parameters.put("from", relationship.from().text());
            parameters.put("to", relationship.to().text());
            parameters.put("type", relationship.type());
            question = RELATIONSHIP;
        } else {
            parameters.put("key", key);
            question = NODE;
        }
        long count = graph.read(
                question, parameters, result -> result.single().get("n").asLong());
        return upsert == count > 0;
    }

    /** The properties that Neo4j compares without conversion. */
    private static Map<String, Object> comparable(GraphChange change) {
        Map<String, Object> comparable = new HashMap<>();
        change.getProperties().forEach((name, value) -> {
            Object simple = simpleValue(value);
            if (simple != null) {
                comparable.put(name, simple);
            }
        });
        return comparable;
    }

    private static @Nullable Object simpleValue(Neo4jPropertyType value) {
        return switch (value.getType()) {
            case "S" -> value.getS();
            case "I64" -> value.getI64();
            case "B" -> value.getB();
            default -> null;
        };
    }
}
