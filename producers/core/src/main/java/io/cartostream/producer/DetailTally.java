package io.cartostream.producer;

import io.cartostream.avro.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Counts how the per-item calls of a scope went. One unreadable item is confirmed as such and the sync completes; if every
 * single one was denied, the reader lacks a permission and the scope fails, so that the permission is named. One thread.
 */
public final class DetailTally {

    private long read;
    private @Nullable Failure denied;

    /** An item was read, or failed in another way than by denial. */
    public void read() {
        read++;
    }

    /** An item's call failed. */
    public void failed(Failure failure) {
        if (failure.reason() == FailureReason.ACCESS_DENIED) {
            denied = failure;
        } else {
            read++;
        }
    }

    /** Throws the denial if there was nothing else. */
    public void finish() throws SourceException {
        if (denied != null && read == 0) {
            throw new SourceException(denied, null);
        }
    }
}
