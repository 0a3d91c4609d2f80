package io.cartostream.connect.neo4j.write;

import static io.cartostream.connect.neo4j.change.CypherNames.ENTITY;
import static io.cartostream.connect.neo4j.change.CypherNames.KEY;

import io.cartostream.connect.neo4j.change.EntityChange;
import io.cartostream.connect.neo4j.change.WritePhase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.neo4j.driver.Transaction;

/**
 * Locks nodes in the order of their keys before a transaction changes them. Two writers that do so wait for each other, but never
 * deadlock over nodes that exist; a node that the transaction creates is locked only then.
 */
final class NodeLocks {
    private static final String TEXT = """
        UNWIND $keys AS key
        MATCH (n:%1$s {%2$s: key})
        SET n.%2$s = key\
        """.formatted(ENTITY, KEY);

    private NodeLocks() {}

    /** Locks the nodes that the rows touch. */
    static void take(Transaction tx, Collection<ChangeRow> rows) {
        TreeSet<String> keys = new TreeSet<>();
        for (ChangeRow row : rows) {
            EntityChange change = row.change();
            WritePhase phase = change.statement().phase();
            if (phase == WritePhase.NODE_UPSERT || phase == WritePhase.NODE_DELETE) {
                keys.add(change.key());
            } else {
                keys.add(change.row().get("from").asString());
                keys.add(change.row().get("to").asString());
            }
        }
        tx.run(TEXT, Map.of("keys", List.copyOf(keys))).consume();
    }
}
