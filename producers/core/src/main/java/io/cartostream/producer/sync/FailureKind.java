package io.cartostream.producer.sync;

import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ReadFailure;
import org.jspecify.annotations.Nullable;

/** The parts that failures of one kind share, so that one line can report them; their messages differ by resource. */
record FailureKind(
        @Nullable FailureReason reason,
        @Nullable String code,
        @Nullable String operation,
        @Nullable String missingPermission) {

    static FailureKind of(@Nullable ReadFailure failure) {
        return failure == null
                ? new FailureKind(null, null, null, null)
                : new FailureKind(failure.reason(), failure.code(), failure.operation(), failure.missingPermission());
    }
}
