package io.cartostream.cli.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits between two looks at something that changes by itself. Tests pass one that returns at once. */
@FunctionalInterface
public interface PollPause {

    /** The real one. */
    PollPause REAL = duration -> TimeUnit.MILLISECONDS.sleep(duration.toMillis());

    /** Waits that long. */
    void waitFor(Duration duration) throws InterruptedException;

    /** Waits that long; an interruption ends the command. */
    default void uninterrupted(Duration duration) {
        try {
            waitFor(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        }
    }
}
