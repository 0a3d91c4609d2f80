package io.cartostream.cli.pipeline;

import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far the sink has written. The fences in Neo4j show it at once. Without fences (another connector), the committed offsets
 * of the sink's group show it, as late as Kafka Connect commits them.
 */
public final class SinkProgress implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int MOST_POLLS = 10;

    private final KafkaClient kafka;
    private final Neo4jClient graph;
    private final String topic;
    private final String group;
    private @Nullable Consumer<String, byte[]> consumer;
    private long position;

    /** @param group the group of the sink's consumers */
    public SinkProgress(KafkaClient kafka, Neo4jClient graph, String group) {
        this.kafka = kafka;
        this.graph = graph;
        this.topic = kafka.settings().namespace().topic(TopicName.GRAPH_CHANGES);
        this.group = group;
    }

    /** True if Neo4j has the record at each of these offsets, by partition. */
    boolean reached(Map<Integer, Long> offsets) {
        Map<Integer, Long> written = fences();
        if (written.isEmpty()) {
            written = committed();
        }
        position = written.values().stream().mapToLong(Long::longValue).sum();
        for (Map.Entry<Integer, Long> offset : offsets.entrySet()) {
            if (written.getOrDefault(offset.getKey(), -1L) < offset.getValue()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Number of offsets before the given ends that the sink has neither written nor committed, transaction markers included; 0 if no
     * record is left.
     */
    public long unread(Map<Integer, Long> ends) {
        Map<Integer, Long> written = fences();
        committed().forEach((partition, offset) -> written.merge(partition, offset, Math::max));
        position = written.values().stream().mapToLong(Long::longValue).sum();
        long unread = 0;
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            long next = written.getOrDefault(end.getKey(), -1L) + 1;
            if (next < end.getValue() && hasRecord(end.getKey(), next, end.getValue())) {
                unread += end.getValue() - next;
            }
        }
        return unread;
    }

    /** False if only transaction markers are between the offsets. */
    private boolean hasRecord(int partition, long from, long end) {
        Consumer<String, byte[]> reader = reader();
        TopicPartition only = new TopicPartition(topic, partition);
        reader.assign(List.of(only));
        reader.seek(only, from);
        for (int i = 0; i < MOST_POLLS; i++) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
                return record.offset() < end;
            }
            if (reader.position(only) >= end) {
                return false;
            }
        }
        return true; // a transaction is open
    }

    private Consumer<String, byte[]> reader() {
        Consumer<String, byte[]> open = consumer;
        if (open == null) {
            open = kafka.consumer(Map.of("max.poll.records", 1));
            consumer = open;
        }
        return open;
    }

    /** Grows while the sink writes. As of the last {@link #reached} or {@link #unread}. */
    public long position() {
        return position;
    }

    private Map<Integer, Long> fences() {
        Map<Integer, Long> written = new HashMap<>();
        return graph.read(
                "MATCH (f:CartostreamFence {topic: $topic}) RETURN f.partition AS partition, f.offset AS offset",
                Map.of("topic", topic),
                result -> {
                    result.forEachRemaining(row -> {
                        if (!row.get("offset").isNull()) {
                            written.merge(
                                    row.get("partition").asInt(),
                                    row.get("offset").asLong(),
                                    Math::max);
                        }
                    });
                    return written;
                });
    }

    private Map<Integer, Long> committed() {
        Map<Integer, Long> written = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> entry :
                kafka.committed(group).entrySet()) {
            if (entry.getKey().topic().equals(topic)) {
                written.put(entry.getKey().partition(), entry.getValue().offset() - 1);
            }
        }
        return written;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
