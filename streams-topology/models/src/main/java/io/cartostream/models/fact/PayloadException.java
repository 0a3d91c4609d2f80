package io.cartostream.models.fact;

/** A payload from which no facts can be derived. The resource counts as seen, its known facts are kept. */
public final class PayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reason, as a stable code for the dead letter. */
    public enum Reason {
        /** The payload is not JSON. */
        PAYLOAD_NOT_JSON,
        /** The payload is JSON, but not as the model expects it (the message names the path). */
        PAYLOAD_SHAPE,
        /** No model covers the resource type. */
        NO_MODEL,
        /** The type's model is frozen by an error in its file. */
        MODEL_FROZEN
    }

    private final Reason reason;

    /** A failure with its stable code and one sentence for the user. */
    public PayloadException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
