package io.cartostream.topology.registry;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/** Waits; a test passes one that does not. */
@FunctionalInterface
public interface RetryPause {

    /** The real one. */
    RetryPause REAL = millis -> {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    };

    /** Waits that long. */
    void millis(long millis);
}
