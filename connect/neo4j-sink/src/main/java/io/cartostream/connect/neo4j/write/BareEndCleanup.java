package io.cartostream.connect.neo4j.write;

import static io.cartostream.connect.neo4j.change.CypherNames.BARE;
import static io.cartostream.connect.neo4j.change.CypherNames.ENTITY;
import static io.cartostream.connect.neo4j.change.CypherNames.KEY;

import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Transaction;

/**
 * Deletes bare ends that no relationship needs, in a transaction after the one that may have made them superfluous. Two
 * transactions that each delete one of a node's last two relationships do not see each other's delete; the later cleanup sees both.
 */
public final class BareEndCleanup {
    /**
     * Locks, checks, then deletes. Setting the key to itself changes nothing and waits for any transaction that is changing the
     * node. If the check came before the lock, a node that is upserted in between would be deleted.
     */
    static final String TEXT = """
        UNWIND $keys AS key
        MATCH (n:%1$s {%3$s: key})
        WHERE n:%2$s
        SET n.%3$s = key
        WITH n
        WHERE n:%2$s AND NOT EXISTS { (n)--() }
        DELETE n\
        """.formatted(ENTITY, BARE, KEY);

    private BareEndCleanup() {}

    /** Deletes the superfluous bare ends among the keys, which are locked in the given order; returns how many. */
    static long run(Transaction tx, Collection<String> keys) {
        return tx.run(TEXT, Map.of("keys", List.copyOf(keys)))
                .consume()
                .counters()
                .nodesDeleted();
    }

    /** Returns how many bare ends the graph holds, from the count store. */
    public static long count(Neo4jDatabase database) {
        return database.run("MATCH (n:" + BARE + ") RETURN count(n) AS c", Map.of())
                .get(0)
                .get("c")
                .asLong();
    }
}
