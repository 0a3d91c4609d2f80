package io.cartostream.cli.bench;

import io.cartostream.avro.GraphChange;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.contract.TopicName;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The committed records of graph-changes from the moment of opening on, and what they were. For one thread. */
final class ChangeFeed implements AutoCloseable {

    /** Keys of the bookkeeping nodes, one small write per sync at most, which are no changes of the estate. */
    private static final String BOOKKEEPING = "N|ModuleSyncMetadata|";

    private final Consumer<String, byte[]> consumer;
    private final KafkaAvroDeserializer whole;
    private final OperationReader operation;
    private final Map<Integer, Long> lastOffsets = new HashMap<>();
    private final Map<String, Long> operations = new TreeMap<>();
    private long bookkeeping;
    private long lastChangeNanos;

    /** A change of the estate and when it was seen. */
    record Seen(String key, Supplier<@Nullable GraphChange> content, long nanos) {
        /** The change itself; null for a tombstone. */
        @Nullable
        GraphChange change() {
            return content.get();
        }
    }

    ChangeFeed(KafkaClient kafka, RegistryClient registry) {
        String topic = kafka.existing(TopicName.GRAPH_CHANGES);
        this.whole = registry.deserializer(true);
        this.operation = new OperationReader(id -> writerSchema(registry, id));
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
            operations.merge(operationOf(record), 1L, Long::sum);
            seen.add(new Seen(record.key(), () -> contentOf(record), lastChangeNanos));
        }
        return seen;
    }

    private static Schema writerSchema(RegistryClient registry, int id) {
        return registry.call("read the schema " + id, client -> ((AvroSchema) client.getSchemaById(id)).rawSchema());
    }

    private String operationOf(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? "TOMBSTONE" : operation.read(record.value());
    }

    private @Nullable GraphChange contentOf(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? null : (GraphChange) whole.deserialize(record.topic(), record.value());
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
