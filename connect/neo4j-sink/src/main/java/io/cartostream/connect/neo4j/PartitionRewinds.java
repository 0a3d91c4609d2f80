package io.cartostream.connect.neo4j;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The partitions to read again from an earlier offset than Connect's position. Until the first record from there is taken over, no
 * later offset may be committed, and records that Connect polled before it went back are skipped: they come again in their order.
 */
final class PartitionRewinds {
    /** The offsets to which Connect has yet to seek. */
    private final Map<TopicPartition, Long> requested = new HashMap<>();

    private final Map<TopicPartition, Long> targets = new HashMap<>();
    /** Partitions with refused records: Connect delivers those once more, although it has gone back in the meantime. */
    private final Set<TopicPartition> stale = new HashSet<>();

    void add(TopicPartition partition, long offset) {
        requested.put(partition, offset);
        targets.put(partition, offset);
    }

    void drop(Collection<TopicPartition> partitions) {
        requested.keySet().removeAll(partitions);
        targets.keySet().removeAll(partitions);
        stale.removeAll(partitions);
    }

    /** Returns, once each, the offsets to which Connect must seek. */
    Map<TopicPartition, Long> take() {
        Map<TopicPartition, Long> taken = Map.copyOf(requested);
        requested.clear();
        return taken;
    }

    /** These records were polled before Connect could go back. The caller refuses them, so Connect delivers them once more. */
    void polledBefore(Collection<SinkRecord> refused) {
        refused.forEach(record -> {
            if (targets.containsKey(DecodedPoll.partition(record))) {
                stale.add(DecodedPoll.partition(record));
            }
        });
    }

    /** Returns the records without those that were polled before a rewind. */
    Collection<SinkRecord> current(Collection<SinkRecord> delivered) {
        return stale.isEmpty()
                ? delivered
                : delivered.stream()
                        .filter(record -> !stale.contains(DecodedPoll.partition(record)))
                        .toList();
    }

    /** A delivery is taken over: later records were polled after it, and the rewinds of these partitions are complete. */
    void taken(Collection<TopicPartition> partitions) {
        targets.keySet().removeAll(partitions);
        stale.clear();
    }

    boolean pending(TopicPartition partition) {
        return targets.containsKey(partition);
    }

    /** Lowers the offsets of partitions with a pending rewind to its target. */
    void limit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        targets.forEach((partition, target) -> offsets.computeIfPresent(
                partition, (any, given) -> given.offset() > target ? new OffsetAndMetadata(target) : given));
    }
}
