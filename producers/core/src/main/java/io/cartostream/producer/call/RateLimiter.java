package io.cartostream.producer.call;

/**
 * Spaces calls to a rate that adapts: a throttled call cuts it by 30 %, each success raises it by a hundredth of the full rate
 * again. Bursts of up to one second's worth are let through. Safe for use by many threads.
 */
final class RateLimiter {

    private static final double CUT = 0.7;
    private static final double RECOVERY = 0.01;
    private static final double FLOOR = 0.02;
    private static final double NANOS = 1e9;

    private final double fullRate;
    private double rate;
    private double tokens;
    private long updatedNanos;

    RateLimiter(double callsPerSecond, long nowNanos) {
        this.fullRate = callsPerSecond;
        this.rate = callsPerSecond;
        this.tokens = callsPerSecond;
        this.updatedNanos = nowNanos;
    }

    /** Takes the next slot and returns how long to wait for it, in nanoseconds. */
    synchronized long reserve(long nowNanos) {
        tokens = Math.min(Math.max(1, rate), tokens + (nowNanos - updatedNanos) / NANOS * rate);
        updatedNanos = nowNanos;
        tokens -= 1;
        return tokens >= 0 ? 0 : (long) (-tokens / rate * NANOS);
    }

    synchronized void throttled() {
        rate = Math.max(fullRate * FLOOR, rate * CUT);
        tokens = Math.min(tokens, 0);
    }

    synchronized void succeeded() {
        rate = Math.min(fullRate, rate + fullRate * RECOVERY);
    }

    synchronized double rate() {
        return rate;
    }
}
