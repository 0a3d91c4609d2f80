package io.cartostream.cli.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits between two polls. Tests replace it by one that returns at once. */
@FunctionalInterface
public interface PollPause {

    /** Sleeps. */
    PollPause REAL = duration -> TimeUnit.MILLISECONDS.sleep(duration.toMillis());

    void waitFor(Duration duration) throws InterruptedException;

    /** Waits; an interruption ends the command. */
    default void uninterrupted(Duration duration) {
        try {
            waitFor(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        }
    }
}
