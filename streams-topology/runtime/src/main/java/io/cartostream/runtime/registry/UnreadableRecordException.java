package io.cartostream.runtime.registry;

import io.cartostream.runtime.deadletter.DeadLetterReason;

/** A record that no retry can make readable. It belongs in the dead-letter topic. */
public final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DeadLetterReason fault;

    public UnreadableRecordException(String code, String message) {
        super(message, null, false, false);
        this.fault = new DeadLetterReason(code, message);
    }

    /** Returns the failure of an event that decodes but contradicts the protocol. */
    public static UnreadableRecordException invalidEvent(String message) {
        return new UnreadableRecordException(DeadLetterReason.INVALID_EVENT, message);
    }

    public DeadLetterReason fault() {
        return fault;
    }
}
