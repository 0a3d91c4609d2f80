package io.cartostream.connect.neo4j.change;

/** The record can never be written, whatever the state of the graph. The message names the fault, without the record's values. */
public final class InvalidChangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence for the header of the dead letter
     */
    public InvalidChangeException(String message) {
        super(message);
    }
}
