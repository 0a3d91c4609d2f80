package io.cartostream.engine.scope;

import org.jspecify.annotations.Nullable;

/**
 * Why a sync can no longer complete.
 *
 * @param code a stable code in capitals: one of the engine's, or the one that the producer reported
 */
record VoidReason(String code) {
    /** An event of the sync is missing. */
    static final VoidReason SEQUENCE_GAP = new VoidReason("SEQUENCE_GAP");
    /** A filter selects what the sync lists. */
    static final VoidReason PARTIAL = new VoidReason("PARTIAL");

    static @Nullable VoidReason ofCode(@Nullable String code) {
        return code == null ? null : new VoidReason(code);
    }

    static @Nullable String codeOf(@Nullable VoidReason reason) {
        return reason == null ? null : reason.code;
    }
}
