package io.cartostream.cli.pipeline;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides when to ask again whether something is done. The interval is a hundredth of the time waited so far: precise enough for a
 * measurement, and a busy server is asked rarely. For one thread.
 */
final class PollPacing {

    private static final long SHARE = 100;
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanoTime;
    private final long begin;
    private long next;

    /** Starts now; the first question is due at once. */
    PollPacing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.next = begin;
    }

    boolean due() {
        return nanoTime.getAsLong() - next >= 0;
    }

    /** Postpones the next question, because the answer was no. */
    void notYet() {
        long now = nanoTime.getAsLong();
        next = now + Math.max(SHORTEST_NANOS, Math.min((now - begin) / SHARE, LONGEST_NANOS));
    }

    /** Time until the next question is due; at least the shortest interval. */
    Duration rest() {
        return Duration.ofNanos(Math.max(SHORTEST_NANOS, next - nanoTime.getAsLong()));
    }
}
