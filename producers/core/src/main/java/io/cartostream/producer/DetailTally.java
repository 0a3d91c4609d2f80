package io.cartostream.producer;

import io.cartostream.avro.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Counts the results of a scope's per-item calls. If some items were read, unreadable ones are confirmed and the sync completes.
 * If every call failed, for whatever reason, the scope fails, so that the problem is reported. One thread.
 */
public final class DetailTally {

    private long answered;
    private @Nullable ReadFailure failure;

    /** An item was read, or the provider answered that it does not exist. */
    public void answered() {
        answered++;
    }

    /** An item's call failed. */
    public void failed(ReadFailure problem) {
        if (failure == null
                || problem.reason() == FailureReason.ACCESS_DENIED) { // a denial names the missing permission
            failure = problem;
        }
    }

    /** Throws if there were failures and nothing else: the last denial, or else the first failure. */
    public void finish() throws SourceException {
        if (failure != null && answered == 0) {
            throw new SourceException(failure, null);
        }
    }
}
