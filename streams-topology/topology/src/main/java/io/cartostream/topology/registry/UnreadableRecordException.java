package io.cartostream.topology.registry;

import io.cartostream.topology.deadletter.DeadLetterReason;

/** A raw record that will never be an event, whoever reads it and when. */
public final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DeadLetterReason fault;

    public UnreadableRecordException(String code, String message) {
        super(message, null, false, false);
        this.fault = new DeadLetterReason(code, message);
    }

    /** An event that can be read and makes no sense. */
    public static UnreadableRecordException invalidEvent(String message) {
        return new UnreadableRecordException(DeadLetterReason.INVALID_EVENT, message);
    }

    /** Why. */
    public DeadLetterReason fault() {
        return fault;
    }
}
