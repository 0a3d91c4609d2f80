package io.cartostream.connect.neo4j.config;

/**
 * The size of a transaction and the number of attempts.
 *
 * @param rows most rows in one transaction
 * @param bytes approximate bytes of the rows in one transaction
 * @param attempts attempts of one transaction before the writer gives up
 * @param backoffMillis first pause between attempts; doubles up to 16 times its value, with jitter
 * @param badRowAttempts attempts of a row alone before it counts as bad
 * @param ordered whether each transaction first locks all nodes that it touches, in the order that all writers use
 */
public record WriteLimits(int rows, int bytes, int attempts, int backoffMillis, int badRowAttempts, boolean ordered) {

    /** The limits of the only writer, which needs no lock order. */
    public WriteLimits(int rows, int bytes, int attempts, int backoffMillis, int badRowAttempts) {
        this(rows, bytes, attempts, backoffMillis, badRowAttempts, false);
    }
}
