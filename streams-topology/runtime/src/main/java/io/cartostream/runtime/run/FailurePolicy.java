package io.cartostream.runtime.run;

import io.cartostream.runtime.registry.RetryPause;
import java.net.SocketException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a failed thread is replaced or the process stops. After a transient failure (broker or registry unreachable,
 * a transaction that the broker rolled back) the thread restarts from the last commit, after a growing pause. Any other failure
 * stops the process, because continuing would skip a record.
 */
public final class FailurePolicy implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);
    private static final long FIRST_PAUSE_MS = 500;

    /** Short, because the failed thread keeps its partitions and its open transaction during the pause. */
    private static final long LONGEST_PAUSE_MS = 2_000;

    private static final long QUIET_MS = 120_000;

    /** After this many failures without a quiet period, the cause is unlikely to be transient. */
    private static final int SUSPICIOUS_FAILURES = 10;

    private final RetryPause pause;
    private final InstantSource clock;
    private final Runnable onFatal;
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    private long nextPause = FIRST_PAUSE_MS;
    private long lastFailure;
    private int failures;
    private long handled;

    /**
     * Creates a policy.
     *
     * @param onFatal runs when a failure stops the application
     */
    public FailurePolicy(RetryPause pause, InstantSource clock, Runnable onFatal) {
        this.pause = pause;
        this.clock = clock;
        this.onFatal = onFatal;
    }

    /** Returns the failure that stopped the application; null if there was none. */
    @Nullable
    public Throwable fatal() {
        return fatal.get();
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable thrown) {
        if (isTransient(thrown)) {
            restart(thrown);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fatal.compareAndSet(null, thrown);
        LOG.error("Stopping: {}", lineOf(thrown), thrown);
        onFatal.run();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void restart(Throwable thrown) {
        long wait = pauseFor(clock.millis());
        LOG.warn("A thread restarts from the last commit in {} ms: {}", wait, lineOf(thrown));
        if (failures() >= SUSPICIOUS_FAILURES) {
            LOG.error(
                    "{} failures, each within {} s of the previous one: the cause does not pass by itself and needs an operator; last failure: {}",
                    failures(),
                    QUIET_MS / 1000,
                    lineOf(thrown));
        }
        pause.millis(wait);
    }

    /** Returns the number of failures since the last quiet period. */
    synchronized int failures() {
        return failures;
    }

    /** Returns the number of transient failures since the start. */
    public synchronized long handled() {
        return handled;
    }

    private synchronized long pauseFor(long now) {
        handled++;
        if (now - lastFailure > QUIET_MS) {
            nextPause = FIRST_PAUSE_MS;
            failures = 0;
        }
        lastFailure = now;
        failures++;
        long wait = nextPause;
        nextPause = Math.min(LONGEST_PAUSE_MS, nextPause * 2);
        return wait;
    }

    static boolean isTransient(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException || cause instanceof MissingSourceTopicException) {
                return false;
            }
            if (cause instanceof RetriableException || cause instanceof SocketException || rolledBack(cause)) {
                return true;
            }
        }
        return false;
    }

    /**
     * True if the broker refused the producer and aborted its transaction, so that a new producer can continue from the last
     * commit. This includes an invalid transaction state, although the clients call it fatal: the coordinator answers so when a
     * commit meets its own abort, for example after a broker restart (KAFKA-20785, KAFKA-19690).
     */
    private static boolean rolledBack(Throwable cause) {
        return cause instanceof ApplicationRecoverableException
                || cause instanceof InvalidTxnStateException
                || cause instanceof TransactionAbortableException
                || cause instanceof TransactionAbortedException
                || cause instanceof OutOfOrderSequenceException;
    }

    /** Returns one line with the outermost message (where) and the innermost (why). */
    public static String lineOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String inner = oneLine(root);
        return root == thrown ? inner : oneLine(thrown) + " <- " + inner;
    }

    private static String oneLine(Throwable thrown) {
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        return thrown.getClass().getSimpleName() + ": "
                + message.lines()
                        .map(String::trim)
                        .reduce((a, b) -> a + " " + b)
                        .orElse("no message");
    }
}
