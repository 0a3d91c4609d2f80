package io.cartostream.connect.neo4j.change;

import static io.cartostream.connect.neo4j.change.Names.BARE;
import static io.cartostream.connect.neo4j.change.Names.ENTITY;
import static io.cartostream.connect.neo4j.change.Names.KEY;
import static io.cartostream.connect.neo4j.change.Names.quote;

import java.util.HashMap;
import java.util.Map;

/**
 * The statements' texts: one for all node upserts, one per type for relationships, one for all node deletes. Every
 * text was run against the interleavings of the integration tests; don't reorder their clauses. Not thread-safe.
 */
final class Shapes {
    private static final int REMEMBERED = 10_000;

    private static final Shape NODE_DELETE = new Shape(Phase.NODE_DELETE, """
            UNWIND $rows AS row
            MATCH (n:%1$s {%3$s: row.key})
            SET n = {%3$s: row.key}, n:%2$s
            WITH n, [label IN labels(n) WHERE NOT label IN ['%1$s', '%2$s']] AS obsolete
            REMOVE n:$(obsolete)""".formatted(ENTITY, BARE, KEY), Map.of());

    private final Map<String, Shape> relationshipUpserts = new HashMap<>();
    private final Map<String, Shape> relationshipDeletes = new HashMap<>();

    /**
     * One text for all labels: one for each set of them costs the database its planning, again and again while the graph grows.
     * Removing the bare label, not setting a property, is what makes this fail loudly (EntityNotFound) when the node vanished while
     * the statement waited for its lock: the row is then retried and creates the node anew.
     */
    private static final Shape NODE_UPSERT = new Shape(Phase.NODE_UPSERT, """
            UNWIND $rows AS row
            MERGE (n:%1$s {%3$s: row.key})
            REMOVE n:%2$s
            SET n = row.properties
            SET n:$(row.labels)
            WITH n, row WHERE size(labels(n)) > size(row.labels) + 1
            REMOVE n:$([label IN labels(n) WHERE label <> '%1$s' AND NOT label IN row.labels])""".formatted(ENTITY, BARE, KEY), Map.of());

    Shape nodeUpsert() {
        return NODE_UPSERT;
    }

    Shape nodeDelete() {
        return NODE_DELETE;
    }

    Shape relationshipUpsert(String type) {
        return remember(
                relationshipUpserts,
                type,
                () -> new Shape(Phase.RELATIONSHIP_UPSERT, """
                UNWIND $rows AS row
                MERGE (a:%1$s {%3$s: row.from}) ON CREATE SET a:%2$s
                MERGE (b:%1$s {%3$s: row.to}) ON CREATE SET b:%2$s
                MERGE (a)-[r:%4$s]->(b)
                SET r = row.properties""".formatted(ENTITY, BARE, KEY, quote(type)), Map.of()));
    }

    /** The subquery makes the planner look between the two ends, never along all relationships of one of them (a hub). */
    Shape relationshipDelete(String type) {
        return remember(
                relationshipDeletes,
                type,
                () -> new Shape(Phase.RELATIONSHIP_DELETE, """
                UNWIND $rows AS row
                MATCH (a:%1$s {%2$s: row.from})
                MATCH (b:%1$s {%2$s: row.to})
                CALL (a, b) { MATCH (a)-[r:%3$s]->(b) DELETE r }""".formatted(ENTITY, KEY, quote(type)), Map.of()));
    }

    private static <K> Shape remember(Map<K, Shape> known, K key, java.util.function.Supplier<Shape> make) {
        Shape shape = known.get(key);
        if (shape == null) {
            shape = make.get();
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(key, shape);
        }
        return shape;
    }
}
