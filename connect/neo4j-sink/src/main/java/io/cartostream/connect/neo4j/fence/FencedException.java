package io.cartostream.connect.neo4j.fence;

/** Another writer has taken over a partition: nothing of the transaction was committed, and nothing more may be. */
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message);
    }
}
