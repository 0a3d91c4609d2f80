package io.cartostream.producer;

import io.cartostream.avro.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Why something could not be read. Holds no secrets.
 *
 * @param reason the kind of failure
 * @param operation the operation that failed, e.g. {@code compute:ListInstances}; null if no call was reached
 * @param missingPermission the permission that would have helped; null unless access was denied
 * @param message what happened, with the provider's error code, and where known, what to do
 * @param code the provider's error code; null if the provider did not answer
 */
public record ReadFailure(
        FailureReason reason,
        @Nullable String operation,
        @Nullable String missingPermission,
        String message,
        @Nullable String code) {

    /** A failure that is not an error code of the provider. */
    public ReadFailure(
            FailureReason reason, @Nullable String operation, @Nullable String missingPermission, String message) {
        this(reason, operation, missingPermission, message, null);
    }

    /** A failure without operation and permission. */
    public static ReadFailure of(FailureReason reason, String message) {
        return new ReadFailure(reason, null, null, message);
    }

    /** One line for people: reason, operation, missing permission and message. */
    public String line() {
        StringBuilder line = new StringBuilder(reason.name());
        if (operation != null) {
            line.append(" in ").append(operation);
        }
        if (missingPermission != null) {
            line.append(" (missing permission ").append(missingPermission).append(')');
        }
        return line.append(": ").append(message).toString();
    }
}
