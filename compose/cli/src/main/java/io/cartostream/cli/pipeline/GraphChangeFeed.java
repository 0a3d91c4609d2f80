package io.cartostream.cli.pipeline;

import io.cartostream.avro.GraphChange;
import io.cartostream.cli.connection.AvroDecoder;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.contract.TopicName;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed records of graph-changes from the moment at which it is opened, and counts them. Decodes a change only
 * when asked, so that a measurement costs little. For one thread.
 */
public final class GraphChangeFeed implements AutoCloseable {

    /** Keys of the bookkeeping nodes. A sync may write them although the estate is unchanged. */
    private static final String BOOKKEEPING = "N|ModuleSyncMetadata|";

    private static final Map<String, Object> CONSUMER = Map.of("max.poll.records", 5_000, "fetch.max.wait.ms", 50);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final AvroDecoder decoder;
    private final OperationReader operations;
    private final Map<Integer, Long> lastOffsets = new HashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private long bookkeeping;
    private long lastChangeNanos;

    /** Opens the feed at the present end of the topic. */
    public GraphChangeFeed(KafkaClient kafka, RegistryClient registry) {
        this.topic = kafka.existing(TopicName.GRAPH_CHANGES);
        this.decoder = registry.decoder();
        this.operations = new OperationReader(id -> writerSchema(registry, id));
        this.consumer = kafka.consumer(CONSUMER);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seekToEnd is lazy
    }

    private static Schema writerSchema(RegistryClient registry, int id) {
        return registry.call("read the schema " + id, client -> ((AvroSchema) client.getSchemaById(id)).rawSchema());
    }

    /** Sets all counts to zero. */
    public void reset() {
        counts.clear();
        bookkeeping = 0;
    }

    /** The next changes of the estate; waits at most this long for the first. Bookkeeping is counted and left out. */
    public List<SeenChange> poll(Duration wait) {
        List<SeenChange> seen = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
            lastChangeNanos = System.nanoTime();
            lastOffsets.put(record.partition(), record.offset());
            if (String.valueOf(record.key()).startsWith(BOOKKEEPING)) {
                bookkeeping++;
                continue;
            }
            counts.merge(operationOf(record), 1L, Long::sum);
            seen.add(new SeenChange(record.key(), () -> decode(record), lastChangeNanos));
        }
        return seen;
    }

    private String operationOf(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? "TOMBSTONE" : operations.read(record.value());
    }

    private @Nullable GraphChange decode(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? null : decoder.decode(topic, record.value(), GraphChange.class);
    }

    /** Number of changes of the estate since the last {@link #reset}, by operation. */
    public Map<String, Long> operations() {
        return counts;
    }

    /** Number of changes of the estate since the last {@link #reset}. */
    public long changes() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Number of bookkeeping records since the last {@link #reset}. */
    public long bookkeeping() {
        return bookkeeping;
    }

    /** When the last record of any kind was received, {@link System#nanoTime}; 0 before the first. */
    public long lastChangeNanos() {
        return lastChangeNanos;
    }

    /** Offset of the last record received, by partition; partitions without a record are absent. */
    Map<Integer, Long> lastOffsets() {
        return lastOffsets;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
