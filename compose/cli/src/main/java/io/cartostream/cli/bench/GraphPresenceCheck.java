package io.cartostream.cli.bench;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.contract.EntityKey;
import java.util.HashMap;
import java.util.Map;

/** Asks Neo4j whether a graph change stands there. */
final class GraphPresenceCheck {

    private static final String SAME = "all(p IN keys($properties) WHERE x[p] = $properties[p])";
    private static final String NODE =
            "MATCH (x:CartostreamEntity {_key: $key}) WHERE x.id IS NOT NULL AND " + SAME + " RETURN count(x) AS n";
    private static final String RELATIONSHIP =
            "MATCH (:CartostreamEntity {_key: $from})-[x]->(:CartostreamEntity {_key: $to})"
                    + " WHERE type(x) = $type AND " + SAME + " RETURN count(x) AS n";

    private final Neo4jClient graph;

    GraphPresenceCheck(Neo4jClient graph) {
        this.graph = graph;
    }

    /** An upsert stands when the entity has its values; a deletion when the entity is gone, or a bare end. */
    boolean stands(ChangeFeed.Seen seen) {
        GraphChange change = seen.change();
        boolean upsert = change != null
                && (change.getOperation() == Operation.NODE_UPSERT
                        || change.getOperation() == Operation.RELATIONSHIP_UPSERT);
        Map<String, Object> properties = upsert && change != null ? plain(change) : Map.of();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("properties", properties);
        String question;
        if (EntityKey.parse(seen.key()) instanceof EntityKey.Relationship relationship) {
            parameters.put("from", relationship.from().text());
            parameters.put("to", relationship.to().text());
            parameters.put("type", relationship.type());
            question = RELATIONSHIP;
        } else {
            parameters.put("key", seen.key());
            question = NODE;
        }
        long count = graph.read(
                question, parameters, result -> result.single().get("n").asLong());
        return upsert == count > 0;
    }

    /** The values that compare without conversion. */
    private static Map<String, Object> plain(GraphChange change) {
        Map<String, Object> plain = new HashMap<>();
        change.getProperties().forEach((name, value) -> {
            Object simple = simple(value);
            if (simple != null) {
                plain.put(name, simple);
            }
        });
        return plain;
    }

    private static @org.jspecify.annotations.Nullable Object simple(Neo4jPropertyType value) {
        return switch (value.getType()) {
            case "S" -> value.getS();
            case "I64" -> value.getI64();
            case "B" -> value.getB();
            default -> null;
        };
    }
}
