package io.cartostream.topology.run;

import io.cartostream.topology.registry.RetryPause;
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
 * What becomes of a thread that failed. What may pass (broker or registry away, a transaction
 * that the broker rolled back) starts over from the last commit, after a
 * growing pause; anything else stops the process, since going on would skip a record.
 */
public final class FailurePolicy implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);
    private static final long FIRST_PAUSE_MS = 500;

    /** Not longer: the failed thread keeps its partitions meanwhile, and its transaction open. */
    private static final long LONGEST_PAUSE_MS = 2_000;

    private static final long QUIET_MS = 120_000;

    /** So many failures without a quiet time between them hardly pass by themselves. */
    private static final int SUSPICIOUS_FAILURES = 10;

    private final RetryPause pause;
    private final InstantSource clock;
    private final Runnable onFatal;
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    private long nextPause = FIRST_PAUSE_MS;
    private long lastFailure;
    private int failures;
    private long handled;

    /** With what is to be run when the application stops for a failure. */
    public FailurePolicy(RetryPause pause, InstantSource clock, Runnable onFatal) {
        this.pause = pause;
        this.clock = clock;
        this.onFatal = onFatal;
    }

    /** What stopped the application; null if nothing did. */
    @Nullable
    public Throwable fatal() {
        return fatal.get();
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable thrown) {
        if (mayPass(thrown)) {
            startOver(thrown);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fatal.compareAndSet(null, thrown);
        LOG.error("Stopping: {}", lineOf(thrown), thrown);
        onFatal.run();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void startOver(Throwable thrown) {
        long wait = pauseFor(clock.millis());
        LOG.warn("A thread starts over from the last commit in {} ms: {}", wait, lineOf(thrown));
        if (failures() >= SUSPICIOUS_FAILURES) {
            LOG.error(
                    "{} failures, none of them more than {} s after the one before: what fails again and again needs an operator; the last one: {}",
                    failures(),
                    QUIET_MS / 1000,
                    lineOf(thrown));
        }
        pause.millis(wait);
    }

    /** How many there were since it was last quiet. */
    synchronized int failures() {
        return failures;
    }

    /** How many there were since the start. */
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

    static boolean mayPass(Throwable thrown) {
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
     * Whether the broker refused the producer and its transaction is void: a new producer goes on from the last commit. An
     * invalid state is among them, since a commit that meets the coordinator's own abort, as after a broker's restart,
     * is answered so (KAFKA-20785, KAFKA-19690), though the clients call it fatal.
     */
    private static boolean rolledBack(Throwable cause) {
        return cause instanceof ApplicationRecoverableException
                || cause instanceof InvalidTxnStateException
                || cause instanceof TransactionAbortableException
                || cause instanceof TransactionAbortedException
                || cause instanceof OutOfOrderSequenceException;
    }

    /** The outermost and the innermost message: where, and why. */
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
