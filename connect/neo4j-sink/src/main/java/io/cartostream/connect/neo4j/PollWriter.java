package io.cartostream.connect.neo4j;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one poll in a thread of its own while Connect reads and converts the next. Polls are written one after the other; one that
 * failed is kept and tried again before anything that came later. Holds one poll at most. For the task's thread alone.
 */
final class PollWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollWriter.class);

    private final ExecutorService thread;
    private final Function<DecodedPoll, Runnable> writer;
    private final Duration patience;
    /** What is not known to be written. */
    private @Nullable DecodedPoll pending;

    private @Nullable Future<?> running;
    /** What {@link #aside} began last. */
    private @Nullable Future<?> aside;

    private int leftBehind;

    /**
     * @param writer gives what writes a poll, or throws. Called by the thread that calls this, when an attempt begins, so that the
     *     attempt knows what held then: it may go on after {@link #drop} has given it up
     * @param patience how long a call may wait for the poll before: Connect takes a task that is silent for dead
     */
    PollWriter(String name, Function<DecodedPoll, Runnable> writer, Duration patience) {
        this.writer = writer;
        this.patience = patience;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** Starts to write a poll. Call {@link #settle} before. */
    void start(DecodedPoll poll) {
        pending = poll;
        running = thread.submit(writer.apply(poll));
    }

    /**
     * Returns when nothing is left to write. A poll that failed before is tried again.
     *
     * @throws RetriableException if it still runs when patience ends
     * @throws RuntimeException what its writing threw; it is kept
     */
    void settle() {
        DecodedPoll poll = pending;
        if (poll == null) {
            return;
        }
        Future<?> attempt = running == null ? thread.submit(writer.apply(poll)) : running;
        running = attempt;
        try {
            await(attempt, "Neo4j is slow: what was delivered before is still being written");
            pending = null;
        } finally {
            if (attempt.isDone()) {
                running = null;
            }
        }
    }

    /**
     * Does something small beside the polls and waits for it: a database that hangs must not hold the caller's thread.
     *
     * @throws RetriableException if it still runs when patience ends; it goes on, and what comes later waits for it
     * @throws RuntimeException what it threw
     */
    void aside(Runnable work) {
        Future<?> begun = thread.submit(work);
        aside = begun;
        await(begun, "Neo4j is slow");
    }

    private void await(Future<?> work, String late) {
        try {
            work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new RetriableException(late, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("interrupted", e);
        }
    }

    /** {@link #settle}, unless that would mean to wait for something that is under way. */
    void settleIfIdle() {
        if (!busy()) {
            settle();
        }
    }

    /** Whether a writing, or something {@link #aside}, is under way. */
    boolean busy() {
        return writing() || (aside != null && !aside.isDone());
    }

    private boolean writing() {
        return running != null && !running.isDone();
    }

    /** Whether some poll is not known to be written. */
    boolean unsettled() {
        return pending != null;
    }

    /** The first offsets that are not known to be written; empty if all are. */
    Map<TopicPartition, Long> unwritten() {
        return pending == null ? Map.of() : pending.first();
    }

    /**
     * Waits, within patience, for a writing that is under way, and forgets what belongs to these partitions, written or not. A writing
     * that lasts longer goes on; its fence must refuse it.
     */
    void drop(Collection<TopicPartition> partitions) {
        if (writing()) {
            try {
                settle();
            } catch (RuntimeException e) {
                LOG.debug("not written, and not ours to write any more", e);
            }
        }
        if (pending != null) {
            pending = pending.without(partitions);
            if (pending.first().isEmpty()) {
                leftBehind += busy() ? 1 : 0;
                pending = null;
                running = null;
            }
        }
    }

    /** How many writings went on when {@link #drop} had forgotten all that they wrote. */
    int leftBehind() {
        return leftBehind;
    }

    @Override
    public void close() {
        pending = null;
        thread.shutdown();
    }
}
