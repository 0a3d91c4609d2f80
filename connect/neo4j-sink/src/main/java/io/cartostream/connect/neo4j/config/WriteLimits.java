package io.cartostream.connect.neo4j.config;

/**
 * How large a transaction may be and how stubborn the writer is.
 *
 * @param rows rows in one transaction, at most
 * @param bytes bytes of rows in one transaction, about
 * @param attempts attempts of one transaction before the writer gives up on it
 * @param backoffMillis the first pause between attempts; doubles up to 16 times itself, with jitter
 * @param badRowAttempts attempts of a row alone before it is called bad
 * @param ordered whether each transaction first locks all nodes that it will touch, in an order that all writers share
 */
public record WriteLimits(int rows, int bytes, int attempts, int backoffMillis, int badRowAttempts, boolean ordered) {

    /** Limits of a writer that is alone: it needs no order of locks. */
    public WriteLimits(int rows, int bytes, int attempts, int backoffMillis, int badRowAttempts) {
        this(rows, bytes, attempts, backoffMillis, badRowAttempts, false);
    }
}
