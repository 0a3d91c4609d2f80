package io.cartostream.cli.pipeline;

import io.cartostream.avro.GraphChange;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.session.CommandFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Notes when Neo4j shows all expected graph changes. A background thread asks for the oldest missing change again and again, so the
 * noted time is that of the last change, late by one query at most. A newer change of an entity replaces the older one, which
 * Neo4j may never show.
 */
public final class GraphArrival implements AutoCloseable {

    private static final long CHECK_MS = 200;

    private final GraphPresenceCheck graph;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Expected> pending = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::checkUntilClosed, "graph-arrival");
    private long lastSeenAt;
    private long lastShownAt;
    private boolean closed;
    private @Nullable CommandFailure failure;

    /**
     * Times of the last change.
     *
     * @param seenAt when it was readable in Kafka, epoch milliseconds
     * @param shownAt when Neo4j showed it, epoch milliseconds
     */
    public record Times(long seenAt, long shownAt) {}

    private record Expected(String key, @Nullable GraphChange change) {}

    /** Watches this database. */
    public GraphArrival(Neo4jClient graph) {
        this.graph = new GraphPresenceCheck(graph);
        thread.setDaemon(true);
    }

    /** Starts the thread. Asks one question first, which opens the connection. */
    public void start() {
        graph.shows("N|GraphArrival|warm-up", null);
        thread.start();
    }

    /** Adds a change to wait for. */
    public void expect(SeenChange seen) {
        Expected expected = new Expected(seen.key(), seen.change());
        lock.lock();
        try {
            lastSeenAt = System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - seen.nanos());
            pending.remove(seen.key());
            pending.put(seen.key(), expected);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until Neo4j shows all expected changes.
     *
     * @throws CommandFailure if it does not within this time, or does not answer
     */
    public Times await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (!pending.isEmpty()) {
                if (failure != null) {
                    throw failure;
                }
                if (!changed.await(CHECK_MS, TimeUnit.MILLISECONDS) && System.nanoTime() - deadline > 0) {
                    throw CommandFailure.failed("after " + patience.toSeconds() + " s Neo4j still does not show "
                            + pending.keySet().iterator().next());
                }
            }
            return new Times(lastSeenAt, lastShownAt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while waiting for Neo4j", e);
        } finally {
            lock.unlock();
        }
    }

    private void checkUntilClosed() {
        try {
            Expected next = next();
            while (next != null) {
                if (graph.shows(next.key(), next.change())) {
                    arrived(next);
                }
                next = next();
            }
        } catch (CommandFailure e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The oldest missing change; waits for one. Null once closed. */
    private @Nullable Expected next() throws InterruptedException {
        lock.lock();
        try {
            while (pending.isEmpty() && !closed) {
                changed.await();
            }
            return closed ? null : pending.values().iterator().next();
        } finally {
            lock.unlock();
        }
    }

    private void arrived(Expected expected) {
        lock.lock();
        try {
            if (pending.remove(expected.key(), expected)) {
                lastShownAt = System.currentTimeMillis();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void fail(CommandFailure reason) {
        lock.lock();
        try {
            failure = reason;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
