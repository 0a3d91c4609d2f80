package io.cartostream.producer;

import io.cartostream.avro.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Detects per-item calls that fail one after the other: then the service does not answer, and the items are not at fault. Denials
 * do not count, because each item may have its own policy. One thread.
 */
public final class FailureRun {

    private final int limit;
    private int failures;

    /** Gives up at that many failures in a row. */
    public FailureRun(int limit) {
        this.limit = limit;
    }

    /** A call ended, with a failure or (null) well. Throws the failure that reaches the limit. */
    public void ended(@Nullable ReadFailure failure) throws SourceException {
        boolean counts = failure != null && failure.reason() != FailureReason.ACCESS_DENIED;
        failures = counts ? failures + 1 : 0;
        if (failure != null && failures >= limit) {
            throw new SourceException(failure, null);
        }
    }
}
