package io.cartostream.runtime.registry;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/** Waits between two attempts. Tests replace it with a pause that returns at once. */
@FunctionalInterface
public interface RetryPause {

    /** Sleeps. */
    RetryPause REAL = millis -> {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    };

    void millis(long millis);
}
