package io.cartostream.connect.neo4j.change;

/** The record can never be written, whatever the state of the graph. The message says what is wrong with it, without its values. */
public final class InvalidChangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence, fit for a dead letter's header
     */
    public InvalidChangeException(String message) {
        super(message);
    }
}
