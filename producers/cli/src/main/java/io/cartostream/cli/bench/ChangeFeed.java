package io.cartostream.cli.bench;

import io.cartostream.avro.GraphChange;
import io.cartostream.cli.connection.Kafka;
import io.cartostream.cli.connection.Registry;
import io.cartostream.contract.TopicName;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The committed records of graph-changes from the moment of opening on, and what they were. For one thread. */
final class ChangeFeed implements AutoCloseable {

    /** Keys of the bookkeeping nodes, one small write per sync at most, which are no changes of the estate. */
    private static final String BOOKKEEPING = "N|ModuleSyncMetadata|";

    private final Consumer<String, byte[]> consumer;
    private final KafkaAvroDeserializer deserializer;
    private final Map<Integer, Long> lastOffsets = new HashMap<>();
    private final Map<String, Long> operations = new TreeMap<>();
    private long bookkeeping;
    private long lastChangeNanos;

    /** A change of the estate and when it was seen. */
    record Seen(String key, @Nullable GraphChange change, long nanos) {}

    ChangeFeed(Kafka kafka, Registry registry) {
        String topic = kafka.existing(TopicName.GRAPH_CHANGES);
        this.deserializer = registry.deserializer(true);
        this.consumer = kafka.consumer(Map.of("max.poll.records", 5_000));
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking is lazy
    }

    /** Counts from here on. */
    void reset() {
        operations.clear();
        bookkeeping = 0;
    }

    /** What has come, waiting at most so long for the first; bookkeeping is only counted. */
    List<Seen> poll(Duration wait) {
        List<Seen> seen = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
            lastChangeNanos = System.nanoTime();
            lastOffsets.put(record.partition(), record.offset());
            if (String.valueOf(record.key()).startsWith(BOOKKEEPING)) {
                bookkeeping++;
                continue;
            }
            GraphChange change = record.value() == null
                    ? null
                    : (GraphChange) deserializer.deserialize(record.topic(), record.value());
            operations.merge(
                    change == null ? "TOMBSTONE" : change.getOperation().name(), 1L, Long::sum);
            seen.add(new Seen(record.key(), change, lastChangeNanos));
        }
        return seen;
    }

    /** Changes of the estate since the last {@link #reset}, by operation. */
    Map<String, Long> operations() {
        return operations;
    }

    long changes() {
        return operations.values().stream().mapToLong(Long::longValue).sum();
    }

    long bookkeeping() {
        return bookkeeping;
    }

    /** When the last record of any kind was seen. */
    long lastChangeNanos() {
        return lastChangeNanos;
    }

    /** The offset of the last record seen, by partition; nothing for partitions in which none was. */
    Map<Integer, Long> lastOffsets() {
        return lastOffsets;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
