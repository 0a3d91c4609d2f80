package io.cartostream.connect.neo4j.write;

import static io.cartostream.connect.neo4j.change.Names.ENTITY;
import static io.cartostream.connect.neo4j.change.Names.KEY;

import io.cartostream.connect.neo4j.change.Change;
import io.cartostream.connect.neo4j.change.Phase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.neo4j.driver.Transaction;

/**
 * Locks nodes before anything else is done to them, in the order of their keys. Two writers that do so wait for each other, but never
 * crosswise, as long as the nodes exist: those that are only being created are locked when they are.
 */
final class Locks {
    private static final String TEXT = """
            UNWIND $keys AS key
            MATCH (n:%1$s {%2$s: key})
            SET n.%2$s = key""".formatted(ENTITY, KEY);

    private Locks() {}

    /** Locks what the rows touch. */
    static void take(Transaction tx, Collection<Row> rows) {
        TreeSet<String> keys = new TreeSet<>();
        for (Row row : rows) {
            Change change = row.change();
            Phase phase = change.shape().phase();
            if (phase == Phase.NODE_UPSERT || phase == Phase.NODE_DELETE) {
                keys.add(change.key());
            } else {
                keys.add(change.row().get("from").asString());
                keys.add(change.row().get("to").asString());
            }
        }
        tx.run(TEXT, Map.of("keys", List.copyOf(keys))).consume();
    }
}
