package io.cartostream.producer;

import io.cartostream.avro.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Counts how the per-item calls of a scope went. An unreadable item among others is confirmed as such and the sync completes; if
 * nothing came but failures, whatever their reason, nothing was learnt of the scope and it fails, so that somebody hears of it.
 * One thread.
 */
public final class DetailTally {

    private long answered;
    private @Nullable ReadFailure failure;

    /** An item was read, or the provider said that there is none. */
    public void answered() {
        answered++;
    }

    /** An item's call failed. */
    public void failed(ReadFailure problem) {
        if (failure == null || problem.reason() == FailureReason.ACCESS_DENIED) { // a denial says what to do
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
