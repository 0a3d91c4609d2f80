package io.cartostream.connect.neo4j.fence;

import java.time.Instant;
import java.util.Map;

/** One opening of a partition, as {@link PartitionFences} holds it. */
final class FenceLease {
    final String key;
    final long epoch;
    /** The offset on the fence. */
    volatile long offset;
    /** When the fence's time was last set under this opening. */
    volatile Instant touched = Instant.EPOCH;
    /** Since when an absence counts: when the sink was last there, or said that it had been away. */
    volatile Instant there;

    FenceLease(String key, long epoch, long offset, Instant there) {
        this.key = key;
        this.epoch = epoch;
        this.offset = offset;
        this.there = there;
    }

    Map<String, Object> row() {
        return Map.of("key", key, "epoch", epoch);
    }
}
