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
 * Writes one poll in a separate thread while Connect reads and converts the next. Polls are written one after the other; a failed
 * poll is kept and tried again before any later one. Keeps one poll at most. For the task's thread.
 */
final class PollWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollWriter.class);

    private final ExecutorService thread;
    private final Function<DecodedPoll, Runnable> writer;
    private final Duration patience;
    /** The poll that is not known to be written. */
    private @Nullable DecodedPoll pending;

    private @Nullable Future<?> running;
    /** The latest work of {@link #aside}. */
    private @Nullable Future<?> aside;

    private int leftBehind;

    /**
     * @param writer returns an attempt to write a poll. Called in the task's thread when an attempt begins, so that the attempt
     *     keeps the leases of that moment: it may go on after {@link #drop} has abandoned it
     * @param patience how long a call may wait for the poll before; Connect considers a task dead that is silent for too long
     */
    PollWriter(String name, Function<DecodedPoll, Runnable> writer, Duration patience) {
        this.writer = writer;
        this.patience = patience;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread started = new Thread(work, name);
            started.setDaemon(true);
            return started;
        });
    }

    /** Starts to write a poll. Call {@link #settle} first. */
    void start(DecodedPoll poll) {
        pending = poll;
        running = thread.submit(writer.apply(poll));
    }

    /**
     * Returns when nothing is left to write. Tries a failed poll again.
     *
     * @throws RetriableException if the write still runs when patience ends
     * @throws RuntimeException what the write threw; the poll is kept
     */
    void settle() {
        DecodedPoll poll = pending;
        if (poll == null) {
            return;
        }
        Future<?> attempt = running == null ? thread.submit(writer.apply(poll)) : running;
        running = attempt;
        try {
            await(attempt, "Neo4j is slow: the records delivered before are still being written");
            pending = null;
        } finally {
            if (attempt.isDone()) {
                running = null;
            }
        }
    }

    /**
     * Does a small piece of work between polls and waits for it, so that a hanging database does not block the caller's thread.
     *
     * @throws RetriableException if the work still runs when patience ends; it goes on, and later work waits for it
     * @throws RuntimeException what the work threw
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

    /** {@link #settle}, unless that would wait for work that is under way. */
    void settleIfIdle() {
        if (!busy()) {
            settle();
        }
    }

    /** Whether a write, or work {@link #aside}, is under way. */
    boolean busy() {
        return writing() || (aside != null && !aside.isDone());
    }

    private boolean writing() {
        return running != null && !running.isDone();
    }

    /** Whether a poll is not known to be written. */
    boolean unsettled() {
        return pending != null;
    }

    /** Returns the first offset of each partition that is not known to be written; empty if all is written. */
    Map<TopicPartition, Long> unwritten() {
        return pending == null ? Map.of() : pending.first();
    }

    /**
     * Waits, within patience, for a write that is under way, and forgets the records of these partitions, written or not. A write that
     * takes longer goes on; its fence must refuse it.
     */
    void drop(Collection<TopicPartition> partitions) {
        if (writing()) {
            try {
                settle();
            } catch (RuntimeException e) {
                LOG.debug("not written, and no longer this task's to write", e);
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

    /** How many writes went on after {@link #drop} had forgotten all their records. */
    int leftBehind() {
        return leftBehind;
    }

    @Override
    public void close() {
        pending = null;
        thread.shutdown();
    }
}
