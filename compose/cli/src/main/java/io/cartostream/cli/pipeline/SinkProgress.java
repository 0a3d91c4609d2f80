package io.cartostream.cli.pipeline;

import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.contract.TopicName;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the sink has written. The fences in Neo4j show it at once. Without fences (another connector), the committed offsets
 * of the sink's group show it, as late as Kafka Connect commits them.
 */
final class SinkProgress {

    private final KafkaClient kafka;
    private final Neo4jClient graph;
    private final String topic;
    private final String group;
    private long position;

    /** @param group the group of the sink's consumers */
    SinkProgress(KafkaClient kafka, Neo4jClient graph, String group) {
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

    /** Grows while the sink writes. As of the last {@link #reached}. */
    long position() {
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
}
