package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.database.DatabaseFailureKind;
import io.cartostream.connect.neo4j.database.JitteredBackoff;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.database.UnusableException;
import io.cartostream.connect.neo4j.fence.FencedException;
import io.cartostream.connect.neo4j.fence.FencedTransactions;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes rows of distinct entities. When {@link #write} returns, every row is committed or reported as bad, and the bare ends that
 * the rows made superfluous are deleted. When it throws, any part of the rows may be committed; writing them again gives the same
 * graph. Not thread-safe.
 */
public final class GraphWriter {
    private final Neo4jDatabase database;
    private final WriteLimits limits;
    private final BadRows badRows;
    private final SinkMetrics metrics;
    private final Clock clock;
    private final TransactionRetry retry;
    private final BatchSize batchSize;
    private final WriteProbe probe;

    /** @param badRows receives the rows that cannot be written */
    public GraphWriter(
            Neo4jDatabase database,
            WriteLimits limits,
            JitteredBackoff backoff,
            BadRows badRows,
            SinkMetrics metrics,
            Clock clock) {
        this.database = database;
        this.limits = limits;
        this.badRows = badRows;
        this.metrics = metrics;
        this.clock = clock;
        this.retry = new TransactionRetry(backoff, metrics);
        this.batchSize = new BatchSize(limits.rows(), metrics);
        this.probe = new WriteProbe(database, retry, clock);
    }

    /**
     * Writes the rows in the order node upserts, relationship upserts, relationship deletes, node deletes; then deletes the nominated
     * ends that are superfluous. The last transaction records the offsets on the fence, whether or not all rows were good.
     *
     * @param rows at most one per entity
     * @param offsets the partitions that the rows came from, with the last offset of each
     * @param fence checked by each transaction
     * @throws FencedException if another writer took over one of the partitions
     * @throws UnreachableException if a later attempt may succeed
     * @throws UnusableException if waiting does not help
     */
    public void write(Collection<ChangeRow> rows, Map<TopicPartition, Long> offsets, WriteFence fence) {
        FencedTransactions transactions = new FencedTransactions(database, fence, offsets);
        RowTransactions rowTransactions = new RowTransactions(transactions, limits.ordered(), metrics, clock);
        BadRowSearch search = new BadRowSearch(rowTransactions, retry, batchSize, probe, badRows, limits);
        List<ChangeRow> ordered = new ArrayList<>(rows);
        ordered.sort(
                Comparator.comparing((ChangeRow row) -> row.change().statement().phase())
                        .thenComparing(BadRowHeuristics::large));
        TreeSet<String> nominated = new TreeSet<>();
        rows.forEach(row -> nominated.addAll(row.change().nominated()));
        for (int from = 0; from < ordered.size(); ) {
            int to = endOfBatch(ordered, from);
            boolean last = to == ordered.size() && nominated.isEmpty();
            search.write(ordered.subList(from, to), last);
            from = to;
        }
        List<String> ends = List.copyOf(nominated);
        for (int from = 0; from < ends.size(); ) {
            int to = Math.min(ends.size(), from + batchSize.rows());
            cleanUp(ends.subList(from, to), transactions, to == ends.size());
            from = to;
        }
        if (!transactions.recorded()) {
            record(transactions);
        }
    }

    /**
     * If a bad row came last, no transaction has recorded the offsets on the fence, on which every commit of offsets to Kafka
     * relies.
     */
    private void record(FencedTransactions transactions) {
        for (int attempt = 1; ; attempt++) {
            try {
                transactions.write(true, tx -> true);
                return;
            } catch (FencedException e) {
                throw e;
            } catch (RuntimeException e) {
                retry.requireRetriable(DatabaseFailureKind.of(e), e, attempt, limits.attempts());
                retry.await(e, attempt);
            }
        }
    }

    /** Rows that may be refused for their size get transactions without others, which need not fail with them. */
    private int endOfBatch(List<ChangeRow> rows, int from) {
        int to = from;
        long bytes = 0;
        boolean large = BadRowHeuristics.large(rows.get(from));
        while (to < rows.size() && to - from < batchSize.rows() && BadRowHeuristics.large(rows.get(to)) == large) {
            bytes += rows.get(to).change().bytes();
            if (bytes > limits.bytes() && to > from) {
                break;
            }
            to++;
        }
        return to;
    }

    private void cleanUp(List<String> keys, FencedTransactions transactions, boolean last) {
        for (int attempt = 1; ; attempt++) {
            try {
                metrics.bareEndsRemoved(transactions.write(last, tx -> BareEndCleanup.run(tx, keys)));
                return;
            } catch (FencedException e) {
                throw e;
            } catch (RuntimeException e) {
                DatabaseFailureKind kind = DatabaseFailureKind.of(e);
                batchSize.failed(kind, keys.size());
                if (kind.smallerHelps() && keys.size() > 1) {
                    cleanUp(keys.subList(0, keys.size() / 2), transactions, false);
                    cleanUp(keys.subList(keys.size() / 2, keys.size()), transactions, last);
                    return;
                }
                retry.requireRetriable(kind, e, attempt, limits.attempts());
                retry.await(e, attempt);
            }
        }
    }
}
