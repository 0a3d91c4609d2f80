package io.cartostream.topology.stage;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Lets a lone change pass its three or four transactions without waiting for the commit interval in each: the first few
 * records of an interval ask for a commit at once. Under load there are many records in an interval, so that little is asked
 * for in addition. A record that has waited already is not alone: where commits are slow (a busy broker, cold JVMs), every
 * record would otherwise be the first of its interval, and hardly anything but commits would happen. One for all threads.
 */
public final class CommitPace {

    private static final int EAGER_RECORDS = 16;
    private static final long LEAST_DISTANCE_MS = 5;

    /** In commit intervals: how long ago the cause of a record may have been appended. */
    private static final int OLDEST_INTERVALS = 2;

    private final long intervalMs;
    private final ThreadLocal<Window> windows = ThreadLocal.withInitial(Window::new);

    private static final class Window {
        private long start;
        private int records;
        private long lastRequest;
    }

    /** Windows as long as the commit interval. */
    public CommitPace(long intervalMs) {
        this.intervalMs = intervalMs;
    }

    /** To be called after each record, with its timestamp. */
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
