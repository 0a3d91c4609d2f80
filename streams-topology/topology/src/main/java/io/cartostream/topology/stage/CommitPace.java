package io.cartostream.topology.stage;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Lets a lone change pass its three or four transactions without waiting for the commit interval in each: the first records of
 * an interval request a commit at once. Under load an interval has many records, so the additional commits are few. A record
 * that has already waited requests none: where commits are slow (a busy broker, cold JVMs), every record would otherwise be the
 * first of its interval, and the threads would do little but commit. Shared by all threads.
 */
public final class CommitPace {

    private static final int EAGER_RECORDS = 16;
    private static final long LEAST_DISTANCE_MS = 5;

    /** The greatest age of a record that requests a commit, in commit intervals. */
    private static final int OLDEST_INTERVALS = 2;

    private final long intervalMs;
    private final ThreadLocal<Window> windows = ThreadLocal.withInitial(Window::new);

    private static final class Window {
        private long start;
        private int records;
        private long lastRequest;
    }

    public CommitPace(long intervalMs) {
        this.intervalMs = intervalMs;
    }

    /** Requests a commit if the record with this timestamp is among the first of its interval. */
    void afterRecord(ProcessorContext<?, ?> context, long timestamp) {
        if (asksForCommit(context.currentSystemTimeMs(), timestamp)) {
            context.commit();
        }
    }

    boolean asksForCommit(long now, long timestamp) {
        if (now - timestamp > OLDEST_INTERVALS * intervalMs) {
            return false;
        }
        Window window = windows.get();
        if (now - window.start > intervalMs || now < window.start) {
            window.start = now;
            window.records = 0;
        }
        window.records++;
        boolean asks = window.records <= EAGER_RECORDS && Math.abs(now - window.lastRequest) >= LEAST_DISTANCE_MS;
        if (asks) {
            window.lastRequest = now;
        }
        return asks;
    }
}
