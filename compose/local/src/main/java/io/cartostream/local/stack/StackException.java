package io.cartostream.local.stack;

/** Why the local stack cannot do what was asked: one line for a person, with what to do about it. */
public final class StackException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with the line to print. */
    public StackException(String line) {
        super(line);
    }

    /** An exception with the line to print and what led to it. */
    public StackException(String line, Throwable cause) {
        super(line, cause);
    }
}
