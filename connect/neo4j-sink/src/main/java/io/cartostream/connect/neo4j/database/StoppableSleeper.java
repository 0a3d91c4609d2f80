package io.cartostream.connect.neo4j.database;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between attempts, until the task stops. */
@FunctionalInterface
public interface StoppableSleeper {

    /**
     * Returns after the time, or at once when the task stops.
     *
     * @return false if the caller is to give up
     */
    boolean await(long millis);

    /** Returns a sleeper that wakes up when the latch opens. */
    static StoppableSleeper until(CountDownLatch stopped) {
        return millis -> {
            try {
                return !stopped.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }
}
