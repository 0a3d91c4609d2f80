package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.write.ChangeRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The decoded records of one delivery.
 *
 * @param rows at most one per entity
 * @param first the first offset of each partition
 * @param last the last offset of each partition
 */
record DecodedPoll(Collection<ChangeRow> rows, Map<TopicPartition, Long> first, Map<TopicPartition, Long> last) {

    /** Returns the original partition: a transform may have renamed the topic. */
    static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }

    /** Returns the poll without the records of these partitions. */
    DecodedPoll without(Collection<TopicPartition> partitions) {
        List<ChangeRow> kept = rows.stream()
                .filter(row -> !partitions.contains(partition(row.origin())))
                .toList();
        return new DecodedPoll(kept, without(first, partitions), without(last, partitions));
    }

    private static Map<TopicPartition, Long> without(
            Map<TopicPartition, Long> offsets, Collection<TopicPartition> partitions) {
        return offsets.entrySet().stream()
                .filter(entry -> !partitions.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
