package io.cartostream.producer.call;

import java.time.Duration;

/**
 * How long a failing call is repeated. The wait before attempt n is random between 0 and min(cap, base · 2^(n-1)).
 *
 * @param base first upper bound of a wait
 * @param cap largest upper bound of a wait
 * @param total no attempt starts later than this after the first one
 */
public record RetryPolicy(Duration base, Duration cap, Duration total) {

    /** 200 ms, doubling up to 10 s, for a minute in all. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(60));

    /** No call is repeated. */
    public static final RetryPolicy NONE = new RetryPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Upper bound of the wait after the {@code failures}-th failure, from 1. */
    long boundNanos(int failures) {
        int doublings = Math.min(failures - 1, 30);
        long bound = base.toNanos();
        for (int i = 0; i < doublings && bound < cap.toNanos(); i++) {
            bound *= 2;
        }
        return Math.min(bound, cap.toNanos());
    }
}
