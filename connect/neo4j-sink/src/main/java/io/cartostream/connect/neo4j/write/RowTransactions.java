package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.CypherStatement;
import io.cartostream.connect.neo4j.change.WritePhase;
import io.cartostream.connect.neo4j.fence.FencedTransactions;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.summary.ResultSummary;

/** Writes rows in one fenced transaction, one statement per group of rows, and counts them. Not thread-safe. */
final class RowTransactions {
    private final FencedTransactions transactions;
    private final boolean ordered;
    private final SinkMetrics metrics;
    private final Clock clock;

    /** @param ordered whether each transaction first locks all nodes that it touches */
    RowTransactions(FencedTransactions transactions, boolean ordered, SinkMetrics metrics, Clock clock) {
        this.transactions = transactions;
        this.ordered = ordered;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Writes the rows once. Their order by phase is the caller's.
     *
     * @param record whether the call is complete with them, so that the fence may record its offsets
     */
    void write(List<ChangeRow> rows, boolean record) {
        Map<CypherStatement, List<Value>> groups = new LinkedHashMap<>();
        for (ChangeRow row : rows) {
            groups.computeIfAbsent(row.change().statement(), any -> new ArrayList<>())
                    .add(row.change().row());
        }
        long bareEnds = transactions.write(record, tx -> {
            if (ordered) {
                NodeLocks.take(tx, rows);
            }
            long created = 0;
            for (Map.Entry<CypherStatement, List<Value>> group : groups.entrySet()) {
                ResultSummary summary = run(tx, group.getKey(), group.getValue());
                if (group.getKey().phase() == WritePhase.RELATIONSHIP_UPSERT) {
                    created += summary.counters().nodesCreated();
                }
            }
            return created;
        });
        metrics.batch(rows.size(), bareEnds);
        long now = clock.millis();
        rows.forEach(row -> metrics.latency(now - row.change().effectiveTime()));
    }

    static ResultSummary run(Transaction tx, CypherStatement statement, List<?> rows) {
        Map<String, Object> parameters = new HashMap<>(statement.constants());
        parameters.put("rows", rows);
        return tx.run(statement.text(), parameters).consume();
    }
}
