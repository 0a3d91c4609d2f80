package io.cartostream.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock in UTC that moves only when the test moves it. Any thread may read it. */
public final class MutableClock extends Clock {

    private volatile Instant now;

    public MutableClock(Instant start) {
        this.now = start;
    }

    /** A clock at this time, as {@code 2026-01-01T00:00:00Z}. */
    public static MutableClock at(String start) {
        return new MutableClock(Instant.parse(start));
    }

    /** Moves the clock to this time, forward or back. */
    public void set(Instant time) {
        now = time;
    }

    /** Moves the clock by this much. */
    public void advance(Duration by) {
        set(now.plus(by));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock is in UTC");
    }
}
