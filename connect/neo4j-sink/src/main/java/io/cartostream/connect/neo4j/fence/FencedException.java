package io.cartostream.connect.neo4j.fence;

/** Another writer has taken over a partition: the transaction is not committed, and no later one may be. */
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message);
    }
}
