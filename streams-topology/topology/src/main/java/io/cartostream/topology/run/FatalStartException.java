package io.cartostream.topology.run;

/** The application cannot start. The message is for the operator: what is wrong and what to do, in one line. */
public final class FatalStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the line to print. */
    public FatalStartException(String message) {
        super(message);
    }

    /** With the line to print and what led to it. */
    public FatalStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
