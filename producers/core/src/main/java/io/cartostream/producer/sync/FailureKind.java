package io.cartostream.producer.sync;

import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ReadFailure;
import org.jspecify.annotations.Nullable;

/** What failures have in common that one line can tell of; their messages differ by the resource. */
record FailureKind(
        @Nullable FailureReason reason,
        @Nullable String operation,
        @Nullable String missingPermission) {

    static FailureKind of(@Nullable ReadFailure failure) {
        return failure == null
                ? new FailureKind(null, null, null)
                : new FailureKind(failure.reason(), failure.operation(), failure.missingPermission());
    }
}
