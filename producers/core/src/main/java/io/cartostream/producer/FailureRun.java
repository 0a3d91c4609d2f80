package io.cartostream.producer;

import io.cartostream.avro.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Notices when per-item calls fail one after the other: then it is the service that does not answer, and not the items that
 * cannot be read. Denials do not count, as each item may have a policy of its own. One thread.
 */
public final class FailureRun {

    private final int limit;
    private int failures;

    /** Gives up at that many failures in a row. */
    public FailureRun(int limit) {
        this.limit = limit;
    }

    /** A call ended so; null: well. Throws the failure that makes the row full. */
    public void ended(@Nullable ReadFailure failure) throws SourceException {
        boolean counts = failure != null && failure.reason() != FailureReason.ACCESS_DENIED;
        failures = counts ? failures + 1 : 0;
        if (failure != null && failures >= limit) {
            throw new SourceException(failure, null);
        }
    }
}
