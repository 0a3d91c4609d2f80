package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.Names;
import io.cartostream.connect.neo4j.change.Phase;
import io.cartostream.connect.neo4j.change.Shape;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.neo4j.driver.Transaction;
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
    private static final int ATTEMPTS_WHILE_BISECTING = 2;
    private static final int DOUBTED_BAD_ROWS = 20;
    /** A commit that reaches the disk: a full one must not make rows bad. */
    private static final String COMMIT_PROBE =
            "MERGE (f:" + Names.FENCE + " {" + Names.KEY + ": 'probe'}) SET f.time = $now";

    private final Graph graph;
    private final Fence fence;
    private final WriteLimits limits;
    private final Backoff backoff;
    private final BadRows badRows;
    private final SinkMetrics metrics;
    private final Clock clock;
    private int rowLimit;
    private int calm;
    private int badInThisCall;

    /** A writer of one task. */
    public GraphWriter(
            Graph graph,
            Fence fence,
            WriteLimits limits,
            Pause pause,
            java.util.Random random,
            BadRows badRows,
            SinkMetrics metrics,
            Clock clock) {
        this.graph = graph;
        this.fence = fence;
        this.limits = limits;
        this.backoff = new Backoff(limits.backoffMillis(), random, pause);
        this.badRows = badRows;
        this.metrics = metrics;
        this.clock = clock;
        this.rowLimit = limits.rows();
    }

    /**
     * Writes the rows: node upserts, relationship upserts, relationship deletes, node deletes; then cleans up nominated ends.
     *
     * @param rows at most one per entity
     * @param offsets the partitions that the rows came from, with the last offset of each
     * @throws FencedException if another writer took over one of the partitions
     * @throws UnreachableException if it may go well later
     * @throws UnusableException if it will not
     */
    public void write(Collection<Row> rows, Map<TopicPartition, Long> offsets) {
        badInThisCall = 0;
        List<Row> ordered = new ArrayList<>(rows);
        ordered.sort(Comparator.comparing(row -> row.change().shape().phase()));
        TreeSet<String> nominated = new TreeSet<>();
        rows.forEach(row -> nominated.addAll(row.change().nominated()));
        for (int from = 0; from < ordered.size(); ) {
            int to = endOfBatch(ordered, from);
            boolean last = to == ordered.size() && nominated.isEmpty();
            new Attempt(offsets, last).write(ordered.subList(from, to), limits.attempts());
            from = to;
        }
        List<String> ends = List.copyOf(nominated);
        for (int from = 0; from < ends.size(); from += limits.rows()) {
            int to = Math.min(ends.size(), from + limits.rows());
            cleanUp(ends.subList(from, to), offsets, to == ends.size());
        }
    }

    private int endOfBatch(List<Row> rows, int from) {
        int to = from;
        long bytes = 0;
        while (to < rows.size() && to - from < rowLimit) {
            bytes += rows.get(to).change().bytes();
            if (bytes > limits.bytes() && to > from) {
                break;
            }
            to++;
        }
        return to;
    }

    private void cleanUp(List<String> keys, Map<TopicPartition, Long> offsets, boolean last) {
        for (int attempt = 1; ; attempt++) {
            try {
                metrics.bareEndsRemoved(graph.write(tx -> {
                    fence.check(tx, offsets, last);
                    return Cleanup.run(tx, keys);
                }));
                return;
            } catch (FencedException e) {
                throw e;
            } catch (RuntimeException e) {
                FailureKind kind = FailureKind.of(e);
                if (kind == FailureKind.MEMORY && keys.size() > 1) {
                    metrics.halved();
                    cleanUp(keys.subList(0, keys.size() / 2), offsets, false);
                    cleanUp(keys.subList(keys.size() / 2, keys.size()), offsets, last);
                    return;
                }
                giveUpUnlessRetriable(kind, e, attempt, limits.attempts());
                retryLater(e, attempt);
            }
        }
    }

    private void retryLater(RuntimeException cause, int attempt) {
        metrics.retry(FailureKind.cause(cause));
        LOG.debug("trying again", cause);
        backoff.await(attempt, cause);
    }

    /** Returns when another attempt makes sense. */
    private void giveUpUnlessRetriable(FailureKind kind, RuntimeException e, int attempt, int attempts) {
        if (kind == FailureKind.UNREACHABLE || kind == FailureKind.UNUSABLE) {
            if (kind == FailureKind.UNREACHABLE) {
                metrics.unreachable();
            }
            throw FailureKind.withoutRows(e);
        }
        if (attempt >= attempts) {
            throw new UnreachableException("gave up for now after " + attempt + " attempts: " + e.getMessage(), e);
        }
    }

    /** The writing of one batch, down to single rows if need be. */
    private final class Attempt {
        private final Map<TopicPartition, Long> offsets;
        private final boolean last;

        private Attempt(Map<TopicPartition, Long> offsets, boolean last) {
            this.offsets = offsets;
            this.last = last;
        }

        private void write(List<Row> rows, int attempts) {
            for (int attempt = 1; ; attempt++) {
                try {
                    transact(rows, last && attempts == limits.attempts(), offsets);
                    grow();
                    return;
                } catch (FencedException e) {
                    throw e;
                } catch (RuntimeException e) {
                    FailureKind kind = FailureKind.of(e);
                    if (kind == FailureKind.MEMORY) {
                        shrink(rows.size());
                    }
                    boolean suspect = kind == FailureKind.SUSPECT
                            || kind == FailureKind.MEMORY
                            || kind == FailureKind.RACE && attempt >= attempts;
                    if (suspect && rows.size() > 1) {
                        bisect(rows);
                        return;
                    }
                    if (suspect) {
                        isolate(rows.get(0), e);
                        return;
                    }
                    giveUpUnlessRetriable(kind, e, attempt, limits.attempts());
                    retryLater(e, attempt);
                }
            }
        }

        private void bisect(List<Row> rows) {
            int middle = rows.size() / 2;
            write(rows.subList(0, middle), ATTEMPTS_WHILE_BISECTING);
            write(rows.subList(middle, rows.size()), ATTEMPTS_WHILE_BISECTING);
        }

        /** A row is bad only if it fails alone, several times, while a harmless row of the same shape succeeds. */
        private void isolate(Row row, RuntimeException first) {
            RuntimeException failure = first;
            // A poll full of bad rows must end before Connect takes the task for dead: after some, one more look is
            // enough.
            boolean many = badInThisCall >= DOUBTED_BAD_ROWS;
            for (int attempt = 1; attempt < (many ? ATTEMPTS_WHILE_BISECTING : limits.badRowAttempts()); attempt++) {
                retryLater(failure, many ? 1 : attempt);
                try {
                    transact(List.of(row), false, offsets);
                    return;
                } catch (FencedException e) {
                    throw e;
                } catch (RuntimeException e) {
                    FailureKind kind = FailureKind.of(e);
                    if (kind == FailureKind.UNREACHABLE || kind == FailureKind.UNUSABLE) {
                        giveUpUnlessRetriable(kind, e, attempt, limits.badRowAttempts());
                    }
                    failure = e;
                }
            }
            if (FailureKind.of(failure) == FailureKind.TRANSIENT) {
                throw new UnreachableException("gave up for now: " + failure.getMessage(), failure);
            }
            if (!many) {
                requireWritable(row.change().shape());
            }
            badInThisCall++;
            metrics.badRow();
            badRows.report(row, failure);
        }

        private void requireWritable(Shape shape) {
            try {
                graph.tryOut(tx -> execute(tx, shape, List.of(harmless(shape.phase()))));
                graph.write(tx ->
                        tx.run(COMMIT_PROBE, Map.of("now", clock.millis())).consume());
            } catch (RuntimeException e) {
                FailureKind kind = FailureKind.of(e);
                giveUpUnlessRetriable(kind, e, 1, kind == FailureKind.SUSPECT ? Integer.MAX_VALUE : 1);
                throw new UnusableException(
                        "Neo4j refuses every " + shape.phase() + " of this shape, so no row is to blame: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    private static Map<String, Object> harmless(Phase phase) {
        return switch (phase) {
            case NODE_UPSERT -> Map.of("key", "probe", "properties", Map.of(Names.KEY, "probe"));
            case NODE_DELETE -> Map.of("key", "probe");
            case RELATIONSHIP_UPSERT -> Map.of("from", "probe", "to", "probe", "properties", Map.of());
            case RELATIONSHIP_DELETE -> Map.of("from", "probe", "to", "probe");
        };
    }

    private void transact(List<Row> rows, boolean record, Map<TopicPartition, Long> offsets) {
        Map<Shape, List<Map<String, Object>>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            groups.computeIfAbsent(row.change().shape(), any -> new ArrayList<>())
                    .add(row.change().row());
        }
        long bareEnds = graph.write(tx -> {
            fence.check(tx, offsets, record);
            long created = 0;
            for (Map.Entry<Shape, List<Map<String, Object>>> group : groups.entrySet()) {
                ResultSummary summary = execute(tx, group.getKey(), group.getValue());
                if (group.getKey().phase() == Phase.RELATIONSHIP_UPSERT) {
                    created += summary.counters().nodesCreated();
                }
            }
            return created;
        });
        metrics.batch(rows.size(), bareEnds);
        long now = clock.millis();
        rows.forEach(row -> metrics.latency(now - row.change().effectiveTime()));
    }

    private static ResultSummary execute(Transaction tx, Shape shape, List<Map<String, Object>> rows) {
        Map<String, Object> parameters = new HashMap<>(shape.constants());
        parameters.put("rows", rows);
        return tx.run(shape.text(), parameters).consume();
    }

    private void shrink(int failedRows) {
        metrics.halved();
        rowLimit = Math.max(1, Math.min(rowLimit, failedRows) / 2);
        calm = 0;
        LOG.warn("the server ran out of memory for a transaction of {} rows; continuing with {}", failedRows, rowLimit);
    }

    private void grow() {
        if (rowLimit < limits.rows() && ++calm >= CALM_BATCHES_BEFORE_GROWTH) {
            rowLimit = Math.min(limits.rows(), rowLimit * 2);
            calm = 0;
        }
    }

    /** How many bare ends the graph holds; from the count store. */
    public static long countBareEnds(Graph graph) {
        return graph.run("MATCH (n:" + Names.BARE + ") RETURN count(n) AS c", Map.of())
                .get(0)
                .get("c")
                .asLong();
    }
}
