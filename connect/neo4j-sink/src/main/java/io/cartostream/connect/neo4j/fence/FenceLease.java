package io.cartostream.connect.neo4j.fence;

import java.time.Instant;
import java.util.Map;

/** One opening of a partition by {@link PartitionFences}. Compared by identity: opening again makes another lease. Thread-safe. */
final class FenceLease {
    final String key;
    final long epoch;
    /** The offset on the fence; -1 for none. */
    private volatile long offset;
    /** When this lease last set the fence's time. */
    private volatile Instant touched = Instant.EPOCH;
    /** Start of the current gap: when this sink last wrote here, or last reported a gap. */
    private volatile Instant gapStart;

    FenceLease(String key, long epoch, long offset, Instant gapStart) {
        this.key = key;
        this.epoch = epoch;
        this.offset = offset;
        this.gapStart = gapStart;
    }

    /** The lease as a row of {@link FenceStatements}. */
    Map<String, Object> row() {
        return Map.of("key", key, "epoch", epoch);
    }

    long offset() {
        return offset;
    }

    Instant touched() {
        return touched;
    }

    Instant gapStart() {
        return gapStart;
    }

    /**
     * A transaction that set the fence's time is committed.
     *
     * @param written the offset that it recorded; negative for none
     */
    void committed(Instant now, long written) {
        touched = now;
        gapStart = now;
        offset = written < 0 ? offset : written;
    }

    void endGap(Instant now) {
        gapStart = now;
    }
}
