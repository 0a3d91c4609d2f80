package io.cartostream.connect.neo4j.write;

import static io.cartostream.connect.neo4j.change.CypherNames.BARE;
import static io.cartostream.connect.neo4j.change.CypherNames.ENTITY;
import static io.cartostream.connect.neo4j.change.CypherNames.KEY;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Transaction;

/**
 * Deletes bare ends that no relationship needs, in a transaction after the one that may have made them superfluous: two
 * transactions that each delete one of a node's last two relationships do not see each other's, but whoever cleans up last does.
 */
final class BareEndCleanup {
    /**
     * Lock (setting the key to itself changes nothing, and waits for whoever is changing the node), then check, then delete. Checked
     * before the lock, a node that was upserted meanwhile would be deleted.
     */
    static final String TEXT = """
            UNWIND $keys AS key
            MATCH (n:%1$s {%3$s: key})
            WHERE n:%2$s
            SET n.%3$s = key
            WITH n
            WHERE n:%2$s AND NOT EXISTS { (n)--() }
            DELETE n""".formatted(ENTITY, BARE, KEY);

    private BareEndCleanup() {}

    /** Deletes what is bare and superfluous among the keys, which are locked in their order. */
    static long run(Transaction tx, Collection<String> keys) {
        return tx.run(TEXT, Map.of("keys", List.copyOf(keys)))
                .consume()
                .counters()
                .nodesDeleted();
    }
}
