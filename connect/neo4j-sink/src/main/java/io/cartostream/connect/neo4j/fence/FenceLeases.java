package io.cartostream.connect.neo4j.fence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The leases of the open partitions, and when each was last used. Makes no remote call. Thread-safe. */
final class FenceLeases {
    /** The least number of heartbeats within the retention of deletions. */
    private static final int HEARTBEATS_IN_RETENTION = 10;

    private final Clock clock;
    private final GapDetector detector;
    private final Duration heartbeat;
    private final Map<TopicPartition, FenceLease> leases = new ConcurrentHashMap<>();

    /** @param retention how long the topic retains deletions */
    FenceLeases(Clock clock, GapDetector detector, Duration retention) {
        this.clock = clock;
        this.detector = detector;
        Duration often = retention.dividedBy(HEARTBEATS_IN_RETENTION);
        this.heartbeat = often.compareTo(PartitionFences.HEARTBEAT) < 0 ? often : PartitionFences.HEARTBEAT;
    }

    void add(TopicPartition partition, FenceLease lease) {
        leases.put(partition, lease);
    }

    @Nullable
    FenceLease remove(TopicPartition partition) {
        return leases.remove(partition);
    }

    @Nullable
    FenceLease of(TopicPartition partition) {
        return leases.get(partition);
    }

    void forEach(BiConsumer<TopicPartition, FenceLease> action) {
        leases.forEach(action);
    }

    /** The leases of these partitions at this moment; without those that are not open. */
    Map<TopicPartition, FenceLease> current(Collection<TopicPartition> partitions) {
        Map<TopicPartition, FenceLease> current = new HashMap<>(leases);
        current.keySet().retainAll(partitions);
        return current;
    }

    Duration heartbeat() {
        return heartbeat;
    }

    /** The partitions whose gap exceeds the retention, with the finding in words. */
    Map<TopicPartition, String> absences() {
        Map<TopicPartition, String> absences = new HashMap<>();
        leases.forEach((partition, lease) -> {
            Instant since = lease.gapStart();
            if (detector.exceedsRetention(since)) {
                absences.put(partition, detector.absence(partition, since));
            }
        });
        return absences;
    }

    void acknowledge(Collection<TopicPartition> partitions) {
        current(partitions).values().forEach(lease -> lease.endGap(clock.instant()));
    }

    /** The partitions without a touch for one heartbeat, except those with an absence that is yet to be reported. */
    Set<TopicPartition> due() {
        Instant due = clock.instant().minus(heartbeat);
        Set<TopicPartition> untouched = new HashSet<>();
        leases.forEach((partition, lease) -> {
            if (!lease.touched().isAfter(due) && !detector.exceedsRetention(lease.gapStart())) {
                untouched.add(partition);
            }
        });
        return untouched;
    }
}
