package io.cartostream.connect.neo4j.change;

import static io.cartostream.connect.neo4j.change.CypherNames.BARE;
import static io.cartostream.connect.neo4j.change.CypherNames.ENTITY;
import static io.cartostream.connect.neo4j.change.CypherNames.KEY;
import static io.cartostream.connect.neo4j.change.CypherNames.quote;

import java.util.HashMap;
import java.util.Map;

/**
 * The statements' texts: one for all node upserts, one per type for relationships, one for all node deletes. Every
 * text was run against the interleavings of the integration tests; don't reorder their clauses. Not thread-safe.
 */
final class CypherStatements {
    private static final int REMEMBERED = 10_000;

    private static final CypherStatement NODE_DELETE =
            new CypherStatement(WritePhase.NODE_DELETE, """
            UNWIND $rows AS row
            MATCH (n:%1$s {%3$s: row.key})
            SET n = {%3$s: row.key}, n:%2$s
            WITH n, [label IN labels(n) WHERE NOT label IN ['%1$s', '%2$s']] AS obsolete
            REMOVE n:$(obsolete)""".formatted(ENTITY, BARE, KEY), Map.of());

    private final Map<String, CypherStatement> relationshipUpserts = new HashMap<>();
    private final Map<String, CypherStatement> relationshipDeletes = new HashMap<>();

    /**
     * One text for all labels: one for each set of them costs the database its planning, again and again while the graph grows.
     * Removing the bare label, not setting a property, is what makes this fail loudly (EntityNotFound) when the node vanished while
     * the statement waited for its lock: the row is then retried and creates the node anew.
     */
    private static final CypherStatement NODE_UPSERT =
            new CypherStatement(WritePhase.NODE_UPSERT, """
            UNWIND $rows AS row
            MERGE (n:%1$s {%3$s: row.key})
            REMOVE n:%2$s
            SET n = row.properties
            SET n:$(row.labels)
            WITH n, row WHERE size(labels(n)) > size(row.labels) + 1
            REMOVE n:$([label IN labels(n) WHERE label <> '%1$s' AND NOT label IN row.labels])""".formatted(ENTITY, BARE, KEY), Map.of());

    CypherStatement nodeUpsert() {
        return NODE_UPSERT;
    }

    CypherStatement nodeDelete() {
        return NODE_DELETE;
    }

    CypherStatement relationshipUpsert(String type) {
        return remember(
                relationshipUpserts,
                type,
                () -> new CypherStatement(
                        WritePhase.RELATIONSHIP_UPSERT, """
                UNWIND $rows AS row
                MERGE (a:%1$s {%3$s: row.from}) ON CREATE SET a:%2$s
                MERGE (b:%1$s {%3$s: row.to}) ON CREATE SET b:%2$s
                MERGE (a)-[r:%4$s]->(b)
                SET r = row.properties""".formatted(ENTITY, BARE, KEY, quote(type)), Map.of()));
    }

    /** The subquery makes the planner look between the two ends, never along all relationships of one of them (a hub). */
    CypherStatement relationshipDelete(String type) {
        return remember(
                relationshipDeletes,
                type,
                () -> new CypherStatement(
                        WritePhase.RELATIONSHIP_DELETE, """
                UNWIND $rows AS row
                MATCH (a:%1$s {%2$s: row.from})
                MATCH (b:%1$s {%2$s: row.to})
                CALL (a, b) { MATCH (a)-[r:%3$s]->(b) DELETE r }""".formatted(ENTITY, KEY, quote(type)), Map.of()));
    }

    private static <K> CypherStatement remember(
            Map<K, CypherStatement> known, K key, java.util.function.Supplier<CypherStatement> make) {
        CypherStatement shape = known.get(key);
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
