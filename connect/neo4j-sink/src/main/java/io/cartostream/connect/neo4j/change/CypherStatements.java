package io.cartostream.connect.neo4j.change;

import static io.cartostream.connect.neo4j.change.CypherNames.BARE;
import static io.cartostream.connect.neo4j.change.CypherNames.ENTITY;
import static io.cartostream.connect.neo4j.change.CypherNames.KEY;
import static io.cartostream.connect.neo4j.change.CypherNames.quote;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The Cypher texts: one for all node upserts, one for all node deletes, and two for each relationship type. The integration tests run
 * them against every known interleaving of writers; do not reorder their clauses. Not thread-safe.
 */
final class CypherStatements {
    private static final int REMEMBERED = 10_000;

    private static final CypherStatement NODE_DELETE =
            new CypherStatement(WritePhase.NODE_DELETE, """
                UNWIND $rows AS row
                MATCH (n:%1$s {%3$s: row.key})
                SET n = {%3$s: row.key}, n:%2$s
                WITH n, [label IN labels(n) WHERE NOT label IN ['%1$s', '%2$s']] AS obsolete
                REMOVE n:$(obsolete)\
                """.formatted(ENTITY, BARE, KEY), Map.of());

    private final Map<String, CypherStatement> relationshipUpserts = new HashMap<>();
    private final Map<String, CypherStatement> relationshipDeletes = new HashMap<>();

    /**
     * One text for all labels: with one for each set of labels, the database plans again and again while the graph grows. The text
     * removes the bare label rather than setting a property, so that it fails (EntityNotFound) if the node vanishes while the
     * statement waits for its lock; the retry then creates the node again.
     */
    private static final CypherStatement NODE_UPSERT =
            new CypherStatement(WritePhase.NODE_UPSERT, """
                UNWIND $rows AS row
                MERGE (n:%1$s {%3$s: row.key})
                REMOVE n:%2$s
                SET n = row.properties
                SET n:$(row.labels)
                WITH n, row WHERE size(labels(n)) > size(row.labels) + 1
                REMOVE n:$([label IN labels(n) WHERE label <> '%1$s' AND NOT label IN row.labels])\
                """.formatted(ENTITY, BARE, KEY), Map.of());

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
                            SET r = row.properties\
                            """.formatted(ENTITY, BARE, KEY, quote(type)), Map.of()));
    }

    /** The subquery makes the planner look between the two ends, and never scan all relationships of one end, which may be a hub. */
    CypherStatement relationshipDelete(String type) {
        return remember(
                relationshipDeletes,
                type,
                () -> new CypherStatement(
                        WritePhase.RELATIONSHIP_DELETE, """
                            UNWIND $rows AS row
                            MATCH (a:%1$s {%2$s: row.from})
                            MATCH (b:%1$s {%2$s: row.to})
                            CALL (a, b) { MATCH (a)-[r:%3$s]->(b) DELETE r }\
                            """.formatted(ENTITY, KEY, quote(type)), Map.of()));
    }

    private static <K> CypherStatement remember(Map<K, CypherStatement> known, K key, Supplier<CypherStatement> make) {
        CypherStatement statement = known.get(key);
        if (statement == null) {
            statement = make.get();
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(key, statement);
        }
        return statement;
    }
}
