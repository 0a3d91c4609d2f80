package io.cartostream.cli.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When to ask whether something is done whose time is measured: the longer it takes, the less often, since a hundredth of the
 * time is precise enough and whoever is asked is at work. For one thread.
 */
final class PollPacing {

    private static final long SHARE = 100;
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanoTime;
    private final long begin;
    private long next;

    /** Begins now, with a question that is due. */
    PollPacing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.next = begin;
    }

    boolean due() {
        return nanoTime.getAsLong() - next >= 0;
    }

    /** It is not done: the next question is due after a while. */
    void notYet() {
        long now = nanoTime.getAsLong();
        next = now + Math.max(LEAST_NANOS, Math.min((now - begin) / SHARE, MOST_NANOS));
    }

    /** How long to wait for anything else before looking whether the question is due. */
    Duration rest() {
        return Duration.ofNanos(Math.max(LEAST_NANOS, next - nanoTime.getAsLong()));
    }
}
