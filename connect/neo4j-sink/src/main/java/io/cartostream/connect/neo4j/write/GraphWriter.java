package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.CypherNames;
import io.cartostream.connect.neo4j.change.CypherStatement;
import io.cartostream.connect.neo4j.change.WritePhase;
import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.database.DatabaseFailureKind;
import io.cartostream.connect.neo4j.database.JitteredBackoff;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.StoppableSleeper;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.summary.ResultSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows of distinct entities. When {@link #write} returns, every row is committed or reported as bad, and the ends that they
 * made superfluous are gone. When it throws, any part of the rows may be committed; writing them again gives the same graph. Not
 * thread-safe.
 */
public final class GraphWriter {
    private static final Logger LOG = LoggerFactory.getLogger(GraphWriter.class);
    private static final int CALM_BATCHES_BEFORE_GROWTH = 50;
    private static final int ATTEMPTS_WHILE_SPLITTING = 2;
    private static final int ATTEMPTS_AT_ITS_OWN_FAULT = 3;
    private static final int PARTS_WITH_A_BAD_ROW = 8;
    private static final int DOUBTED_BAD_ROWS = 20;
    private static final int GUESSES = 4;
    /** A commit that reaches the disk: a full one must not make rows bad. */
    private static final String COMMIT_PROBE =
            "MERGE (f:" + CypherNames.FENCE + " {" + CypherNames.KEY + ": 'probe'}) SET f.time = $now";

    private final Neo4jDatabase graph;
    private final WriteLimits limits;
    private final JitteredBackoff backoff;
    private final BadRows badRows;
    private final SinkMetrics metrics;
    private final Clock clock;
    private int rowLimit;
    private int calm;
    private int badInThisCall;

    /** A writer of one task. */
    public GraphWriter(
            Neo4jDatabase graph,
            WriteLimits limits,
            StoppableSleeper pause,
            java.util.Random random,
            BadRows badRows,
            SinkMetrics metrics,
            Clock clock) {
        this.graph = graph;
        this.limits = limits;
        this.backoff = new JitteredBackoff(limits.backoffMillis(), random, pause);
        this.badRows = badRows;
        this.metrics = metrics;
        this.clock = clock;
        this.rowLimit = limits.rows();
    }

    /**
     * Writes the rows: node upserts, relationship upserts, relationship deletes, node deletes; then cleans up nominated ends. The last
     * transaction notes the offsets on the fence, whatever became of the rows.
     *
     * @param rows at most one per entity
     * @param offsets the partitions that the rows came from, with the last offset of each
     * @param fence checked by each transaction
     * @throws FencedException if another writer took over one of the partitions
     * @throws UnreachableException if it may go well later
     * @throws UnusableException if it will not
     */
    public void write(Collection<ChangeRow> rows, Map<TopicPartition, Long> offsets, WriteFence fence) {
        FencedTransactions guard = new FencedTransactions(graph, fence, offsets);
        badInThisCall = 0;
        List<ChangeRow> ordered = new ArrayList<>(rows);
        ordered.sort(
                Comparator.comparing((ChangeRow row) -> row.change().shape().phase())
                        .thenComparing(BadRowHeuristics::large));
        TreeSet<String> nominated = new TreeSet<>();
        rows.forEach(row -> nominated.addAll(row.change().nominated()));
        for (int from = 0; from < ordered.size(); ) {
            int to = endOfBatch(ordered, from);
            boolean last = to == ordered.size() && nominated.isEmpty();
            new Attempt(guard, last, GUESSES).write(ordered.subList(from, to), limits.attempts());
            from = to;
        }
        List<String> ends = List.copyOf(nominated);
        for (int from = 0; from < ends.size(); ) {
            int to = Math.min(ends.size(), from + rowLimit);
            cleanUp(ends.subList(from, to), guard, to == ends.size());
            from = to;
        }
        if (!guard.recorded()) {
            record(guard);
        }
    }

    /** Where a bad row came last, no transaction has said on the fence how far all is done: whoever commits that to Kafka relies on it. */
    private void record(FencedTransactions guard) {
        for (int attempt = 1; ; attempt++) {
            try {
                guard.write(true, tx -> true);
                return;
            } catch (FencedException e) {
                throw e;
            } catch (RuntimeException e) {
                giveUpUnlessRetriable(DatabaseFailureKind.of(e), e, attempt, limits.attempts());
                retryLater(e, attempt);
            }
        }
    }

    /** Rows that may be refused for their size have transactions of their own: thousands of others need not fail with them. */
    private int endOfBatch(List<ChangeRow> rows, int from) {
        int to = from;
        long bytes = 0;
        boolean large = BadRowHeuristics.large(rows.get(from));
        while (to < rows.size() && to - from < rowLimit && BadRowHeuristics.large(rows.get(to)) == large) {
            bytes += rows.get(to).change().bytes();
            if (bytes > limits.bytes() && to > from) {
                break;
            }
            to++;
        }
        return to;
    }

    private void cleanUp(List<String> keys, FencedTransactions guard, boolean last) {
        for (int attempt = 1; ; attempt++) {
            try {
                metrics.bareEndsRemoved(guard.write(last, tx -> BareEndCleanup.run(tx, keys)));
                return;
            } catch (FencedException e) {
                throw e;
            } catch (RuntimeException e) {
                DatabaseFailureKind kind = DatabaseFailureKind.of(e);
                shrinkIfTooLarge(kind, keys.size());
                if ((kind == DatabaseFailureKind.MEMORY || kind == DatabaseFailureKind.TOO_LARGE) && keys.size() > 1) {
                    cleanUp(keys.subList(0, keys.size() / 2), guard, false);
                    cleanUp(keys.subList(keys.size() / 2, keys.size()), guard, last);
                    return;
                }
                giveUpUnlessRetriable(kind, e, attempt, limits.attempts());
                retryLater(e, attempt);
            }
        }
    }

    private void retryLater(RuntimeException cause, int attempt) {
        metrics.retry(DatabaseFailureKind.cause(cause));
        LOG.debug("trying again", cause);
        backoff.await(attempt, cause);
    }

    /** Returns when another attempt makes sense. */
    private void giveUpUnlessRetriable(DatabaseFailureKind kind, RuntimeException e, int attempt, int attempts) {
        if (kind == DatabaseFailureKind.UNREACHABLE || kind == DatabaseFailureKind.UNUSABLE) {
            if (kind == DatabaseFailureKind.UNREACHABLE) {
                metrics.unreachable();
            }
            throw DatabaseFailureKind.withoutRows(e);
        }
        if (kind
                == DatabaseFailureKind
                        .SLOW) { // one more attempt may last as long, and Connect takes a task for dead that is silent
            throw new UnreachableException(
                    "the server ended a transaction after its time (neo4j.transaction.timeout.ms), the next ones are smaller: "
                            + e.getMessage(),
                    e);
        }
        if (kind == DatabaseFailureKind.MEMORY) {
            throw new UnreachableException("the server has no memory left for a transaction: " + e.getMessage(), e);
        }
        if (attempt >= attempts) {
            throw new UnreachableException("gave up for now after " + attempt + " attempts: " + e.getMessage(), e);
        }
    }

    /** The writing of one batch, down to single rows if need be. */
    private final class Attempt {
        private final FencedTransactions guard;
        private final boolean last;
        private final int guesses;

        /** @param guesses how often a failure is believed that seems to name the bad rows */
        private Attempt(FencedTransactions guard, boolean last, int guesses) {
            this.guard = guard;
            this.last = last;
            this.guesses = guesses;
        }

        /**
         * All at once; where that fails, without the rows that the failure names. Where it names none, in ever smaller parts until a row
         * stands alone, and behind that row all at once again: such a bad row costs a few dozen small transactions, and the good rows
         * beside it are written twice at most.
         */
        private void write(List<ChangeRow> rows, int attempts) {
            int from = 0;
            int suspectEnd = 0; // some row before this one is bad
            int part = rows.size();
            while (from < rows.size()) {
                int suspects = suspectEnd - from;
                if (suspects > 0 && part >= suspects) { // the others are written: no need to try these as a whole
                    part = smaller(suspects);
                }
                int to = Math.min(rows.size(), from + part);
                boolean whole = from == 0 && to == rows.size();
                RuntimeException failure = attempt(
                        rows.subList(from, to),
                        whole ? attempts : to - from == 1 ? 1 : ATTEMPTS_WHILE_SPLITTING,
                        to == rows.size());
                if (failure != null && whole && withoutTheNamed(rows, failure)) {
                    return;
                }
                if (failure != null && to - from > 1) {
                    suspectEnd = to;
                    part = smaller(to - from);
                    continue;
                }
                if (failure != null) {
                    isolate(rows.get(from), failure);
                    suspectEnd = to;
                }
                from = to;
                if (from >= suspectEnd) { // where many are bad, carefully
                    part = badInThisCall < DOUBTED_BAD_ROWS
                            ? rows.size()
                            : Math.min(rows.size(), part * PARTS_WITH_A_BAD_ROW);
                }
            }
        }

        /** Writes the others, and then those that the failure names, if these are few. */
        private boolean withoutTheNamed(List<ChangeRow> rows, RuntimeException failure) {
            if (guesses == 0 || badInThisCall >= DOUBTED_BAD_ROWS) {
                return false;
            }
            Map<Boolean, List<ChangeRow>> parts =
                    rows.stream().collect(Collectors.partitioningBy(row -> BadRowHeuristics.named(failure, row)));
            List<ChangeRow> named = Objects.requireNonNull(parts.get(true));
            List<ChangeRow> others = Objects.requireNonNull(parts.get(false));
            if (named.isEmpty() || named.size() > PARTS_WITH_A_BAD_ROW || others.isEmpty()) {
                return false;
            }
            new Attempt(guard, false, guesses - 1).write(others, ATTEMPTS_WHILE_SPLITTING);
            for (int i = 0; i < named.size(); i++) {
                new Attempt(guard, last && i == named.size() - 1, 0).write(named.subList(i, i + 1), 1);
            }
            return true;
        }

        private int smaller(int rows) {
            return Math.max(1, (rows + PARTS_WITH_A_BAD_ROW - 1) / PARTS_WITH_A_BAD_ROW);
        }

        /** Returns null when the rows are written, else why one of them seems to be bad. */
        private @Nullable RuntimeException attempt(List<ChangeRow> rows, int attempts, boolean end) {
            for (int attempt = 1; ; attempt++) {
                try {
                    transact(rows, last && end, guard);
                    grow();
                    return null;
                } catch (FencedException e) {
                    throw e;
                } catch (RuntimeException e) {
                    DatabaseFailureKind kind = DatabaseFailureKind.of(e);
                    shrinkIfTooLarge(kind, rows.size());
                    boolean smallerHelps = kind == DatabaseFailureKind.TOO_LARGE || kind == DatabaseFailureKind.MEMORY;
                    if (smallerHelps && rows.size() > 1) {
                        int half = rows.size() / 2;
                        new Attempt(guard, false, 0).write(rows.subList(0, half), ATTEMPTS_WHILE_SPLITTING);
                        new Attempt(guard, last && end, 0)
                                .write(rows.subList(half, rows.size()), ATTEMPTS_WHILE_SPLITTING);
                        return null;
                    }
                    if (kind == DatabaseFailureKind.SUSPECT
                            || kind == DatabaseFailureKind.TOO_LARGE
                            || kind == DatabaseFailureKind.RACE && (attempt >= attempts || named(e, rows))) {
                        return e;
                    }
                    giveUpUnlessRetriable(kind, e, attempt, limits.attempts());
                    retryLater(e, attempt);
                }
            }
        }

        /** A race for the sink's own key is won by another attempt, not so one for a value of somebody else's constraint. */
        private boolean named(RuntimeException failure, List<ChangeRow> rows) {
            return rows.stream().anyMatch(row -> BadRowHeuristics.named(failure, row));
        }

        /**
         * A row is bad only if it fails alone, several times, for a reason that can be its own, while a harmless row of the same
         * shape succeeds.
         */
        private void isolate(ChangeRow row, RuntimeException first) {
            RuntimeException failure = first;
            for (int attempt = 1; attempt < attempts(row, failure); attempt++) {
                retryLater(failure, ownFault(row, failure) ? 1 : attempt);
                try {
                    transact(List.of(row), false, guard);
                    return;
                } catch (FencedException e) {
                    throw e;
                } catch (RuntimeException e) {
                    giveUpUnlessRetriable(DatabaseFailureKind.of(e), e, attempt, Integer.MAX_VALUE);
                    failure = e;
                }
            }
            if (DatabaseFailureKind.of(failure) == DatabaseFailureKind.TRANSIENT) {
                throw new UnreachableException("gave up for now: " + failure.getMessage(), failure);
            }
            requireWritable(row);
            badInThisCall++;
            badRows.report(row, failure);
        }

        /**
         * Time helps against races alone, and there it always does: how many rows were bad before says nothing about who meets this one.
         * For the others a poll full of bad rows must end in time: after some, one more look is enough.
         */
        private int attempts(ChangeRow row, RuntimeException failure) {
            if (!ownFault(row, failure)) {
                return limits.badRowAttempts();
            }
            return badInThisCall < DOUBTED_BAD_ROWS
                    ? Math.min(ATTEMPTS_AT_ITS_OWN_FAULT, limits.badRowAttempts())
                    : ATTEMPTS_WHILE_SPLITTING;
        }

        /** Whether no other writer can be why it fails. */
        private boolean ownFault(ChangeRow row, RuntimeException failure) {
            DatabaseFailureKind kind = DatabaseFailureKind.of(failure);
            return kind != DatabaseFailureKind.RACE && kind != DatabaseFailureKind.TRANSIENT
                    || BadRowHeuristics.named(failure, row);
        }

        private void requireWritable(ChangeRow row) {
            CypherStatement shape = row.change().shape();
            try {
                graph.tryOut(tx -> execute(tx, shape, List.of(harmless(row))));
                graph.write(tx ->
                        tx.run(COMMIT_PROBE, Map.of("now", clock.millis())).consume());
            } catch (RuntimeException e) {
                DatabaseFailureKind kind = DatabaseFailureKind.of(e);
                giveUpUnlessRetriable(kind, e, 1, kind == DatabaseFailureKind.SUSPECT ? Integer.MAX_VALUE : 1);
                if (e instanceof DatabaseException) { // the server's own fault, by its class of error
                    throw DatabaseFailureKind.withoutRows(DatabaseFailureKind.UNREACHABLE, e);
                }
                throw new UnusableException(
                        "Neo4j refuses every " + shape.phase() + " of this shape, so no row is to blame: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    /** Of the same shape and labels, with nothing else of the row. */
    private static Map<String, Object> harmless(ChangeRow row) {
        return switch (row.change().shape().phase()) {
            case NODE_UPSERT ->
                Map.of(
                        "key",
                        "probe",
                        "properties",
                        Map.of(CypherNames.KEY, "probe"),
                        "labels",
                        row.change().row().get("labels"));
            case NODE_DELETE -> Map.of("key", "probe");
            case RELATIONSHIP_UPSERT -> Map.of("from", "probe", "to", "probe", "properties", Map.of());
            case RELATIONSHIP_DELETE -> Map.of("from", "probe", "to", "probe");
        };
    }

    private void transact(List<ChangeRow> rows, boolean record, FencedTransactions guard) {
        Map<CypherStatement, List<Value>> groups = new LinkedHashMap<>();
        for (ChangeRow row : rows) {
            groups.computeIfAbsent(row.change().shape(), any -> new ArrayList<>())
                    .add(row.change().row());
        }
        long bareEnds = guard.write(record, tx -> {
            if (limits.ordered()) {
                NodeLocks.take(tx, rows);
            }
            long created = 0;
            for (Map.Entry<CypherStatement, List<Value>> group : groups.entrySet()) {
                ResultSummary summary = execute(tx, group.getKey(), group.getValue());
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

    private static ResultSummary execute(Transaction tx, CypherStatement shape, List<?> rows) {
        Map<String, Object> parameters = new HashMap<>(shape.constants());
        parameters.put("rows", rows);
        return tx.run(shape.text(), parameters).consume();
    }

    private void shrinkIfTooLarge(DatabaseFailureKind kind, int failedRows) {
        if (kind == DatabaseFailureKind.MEMORY
                || kind == DatabaseFailureKind.TOO_LARGE
                || kind == DatabaseFailureKind.SLOW) {
            metrics.halved();
            rowLimit = Math.max(1, Math.min(rowLimit, failedRows) / 2);
            calm = 0;
            LOG.warn(
                    "the server refused a transaction of {} rows ({}); continuing with {}", failedRows, kind, rowLimit);
        }
    }

    private void grow() {
        if (rowLimit < limits.rows() && ++calm >= CALM_BATCHES_BEFORE_GROWTH) {
            rowLimit = Math.min(limits.rows(), rowLimit * 2);
            calm = 0;
        }
    }

    /** How many bare ends the graph holds; from the count store. */
    public static long countBareEnds(Neo4jDatabase graph) {
        return graph.run("MATCH (n:" + CypherNames.BARE + ") RETURN count(n) AS c", Map.of())
                .get(0)
                .get("c")
                .asLong();
    }
}
