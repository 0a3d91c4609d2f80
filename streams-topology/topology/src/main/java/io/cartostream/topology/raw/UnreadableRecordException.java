package io.cartostream.topology.raw;

/** A raw record that will never be an event, whoever reads it and when. */
public final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    UnreadableRecordException(String code, String message) {
        super(message, null, false, false);
        this.fault = new Fault(code, message);
    }

    /** An event that can be read and makes no sense. */
    public static UnreadableRecordException invalidEvent(String message) {
        return new UnreadableRecordException(Fault.INVALID_EVENT, message);
    }

    /** Why. */
    public Fault fault() {
        return fault;
    }
}
