package io.cartostream.connect.neo4j.database;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between attempts, and stops waiting when the task stops. */
@FunctionalInterface
public interface StoppableSleeper {

    /**
     * Returns after the time, or at once when there is nothing to wait for any more.
     *
     * @return false if the caller should give up
     */
    boolean await(long millis);

    /** Waits until the latch opens. */
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
