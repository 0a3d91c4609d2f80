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
 * Partitions that are read again from an earlier offset than Connect stands at. Until their first record from there is taken over,
 * no later offset may be committed; and what Connect polled before it went back is passed over, since it comes again in its order.
 */
final class PartitionRewinds {
    private final Map<TopicPartition, Long> untold = new HashMap<>();
    private final Map<TopicPartition, Long> targets = new HashMap<>();
    /** Connect delivers a poll that was refused once more, although it has gone back meanwhile. */
    private final Set<TopicPartition> stale = new HashSet<>();

    void add(TopicPartition partition, long offset) {
        untold.put(partition, offset);
        targets.put(partition, offset);
    }

    void drop(Collection<TopicPartition> partitions) {
        untold.keySet().removeAll(partitions);
        targets.keySet().removeAll(partitions);
        stale.removeAll(partitions);
    }

    /** Where Connect is to go. Given once. */
    Map<TopicPartition, Long> tell() {
        Map<TopicPartition, Long> told = Map.copyOf(untold);
        untold.clear();
        return told;
    }

    /** These were polled before Connect could go back, and are about to be refused: they will be delivered once more. */
    void polledBefore(Collection<SinkRecord> refused) {
        refused.forEach(record -> {
            if (targets.containsKey(DecodedPoll.partition(record))) {
                stale.add(DecodedPoll.partition(record));
            }
        });
    }

    /** Without those that were polled before. */
    Collection<SinkRecord> current(Collection<SinkRecord> delivered) {
        return stale.isEmpty()
                ? delivered
                : delivered.stream()
                        .filter(record -> !stale.contains(DecodedPoll.partition(record)))
                        .toList();
    }

    /** A delivery is taken over: what comes now was polled since; and these partitions are where they were to be. */
    void taken(Collection<TopicPartition> partitions) {
        targets.keySet().removeAll(partitions);
        stale.clear();
    }

    boolean pending(TopicPartition partition) {
        return targets.containsKey(partition);
    }

    /** No offset beyond those that partitions were sent back to. */
    void limit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        targets.forEach((partition, target) -> offsets.computeIfPresent(
                partition, (any, given) -> given.offset() > target ? new OffsetAndMetadata(target) : given));
    }
}
