package io.cartostream.runtime.start;

/** The application cannot start or must stop. The message is one line for the operator: what is wrong and what to do. */
public final class FatalStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FatalStartException(String message) {
        super(message);
    }

    public FatalStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
