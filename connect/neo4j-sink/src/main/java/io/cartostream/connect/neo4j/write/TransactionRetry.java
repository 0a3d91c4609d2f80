package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.database.DatabaseFailureKind;
import io.cartostream.connect.neo4j.database.JitteredBackoff;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a failed transaction gets another attempt, and waits before it. Not thread-safe. */
final class TransactionRetry {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionRetry.class);

    private final JitteredBackoff backoff;
    private final SinkMetrics metrics;

    TransactionRetry(JitteredBackoff backoff, SinkMetrics metrics) {
        this.backoff = backoff;
        this.metrics = metrics;
    }

    /**
     * Returns if another attempt makes sense; otherwise throws what the failure means for the task.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @param attempts the most attempts
     */
    void requireRetriable(DatabaseFailureKind kind, RuntimeException failure, int attempt, int attempts) {
        if (kind == DatabaseFailureKind.UNREACHABLE || kind == DatabaseFailureKind.UNUSABLE) {
            if (kind == DatabaseFailureKind.UNREACHABLE) {
                metrics.unreachable();
            }
            throw DatabaseFailureKind.withoutRows(failure);
        }
        if (kind == DatabaseFailureKind.SLOW) {
            // Another attempt may take as long, and Connect considers a task dead that is silent for too long.
            throw new UnreachableException(
                    "the server ended a transaction at its timeout (neo4j.transaction.timeout.ms); the next ones are"
                            + " smaller: "
                            + failure.getMessage(),
                    failure);
        }
        if (kind == DatabaseFailureKind.MEMORY) {
            throw new UnreachableException(
                    "the server has no memory left for a transaction: " + failure.getMessage(), failure);
        }
        if (attempt >= attempts) {
            throw new UnreachableException(
                    "gave up for now after " + attempt + " attempts: " + failure.getMessage(), failure);
        }
    }

    /** Counts the retry and waits with jitter; throws {@link UnreachableException} when the task stops meanwhile. */
    void await(RuntimeException cause, int attempt) {
        metrics.retry(DatabaseFailureKind.cause(cause));
        LOG.debug("trying again", cause);
        backoff.await(attempt, cause);
    }
}
