package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.database.DatabaseFailureKind;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that one transaction may have: halved when the server ends a transaction for its memory or its time, doubled again after
 * a calm period. Not thread-safe.
 */
final class BatchSize {
    private static final Logger LOG = LoggerFactory.getLogger(BatchSize.class);
    static final int CALM_BATCHES_BEFORE_GROWTH = 50;

    private final int most;
    private final SinkMetrics metrics;
    private int rows;
    private int calm;

    BatchSize(int most, SinkMetrics metrics) {
        this.most = most;
        this.metrics = metrics;
        this.rows = most;
    }

    int rows() {
        return rows;
    }

    /** A batch was written. */
    void succeeded() {
        if (rows < most && ++calm >= CALM_BATCHES_BEFORE_GROWTH) {
            rows = Math.min(most, rows * 2);
            calm = 0;
        }
    }

    /** A batch of this many rows failed; halves the size if a smaller one helps. */
    void failed(DatabaseFailureKind kind, int failedRows) {
        if (kind == DatabaseFailureKind.MEMORY
                || kind == DatabaseFailureKind.TOO_LARGE
                || kind == DatabaseFailureKind.SLOW) {
            metrics.halved();
            rows = Math.max(1, Math.min(rows, failedRows) / 2);
            calm = 0;
            LOG.warn("the server refused a transaction of {} rows ({}); continuing with {}", failedRows, kind, rows);
        }
    }
}
