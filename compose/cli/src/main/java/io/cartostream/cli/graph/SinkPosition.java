package io.cartostream.cli.graph;

import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.PollPause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;

/**
 * How far a sink has written the graph. Its fences in Neo4j show it at once. The offsets that it committed in Kafka show it later,
 * but include records that leave nothing in the graph.
 */
final class SinkPosition {
    static final String USUAL = "neo4j-sink";
    private static final Duration POLL = Duration.ofMillis(250);
    /** A sink without progress for this long may have stopped. */
    private static final Duration DOUBT = Duration.ofSeconds(2);

    private static final Duration REPORT = Duration.ofSeconds(10);
    private static final String FENCES = """
        MATCH (f:CartostreamFence {topicId: $topicId}) WHERE f.offset IS NOT NULL
        RETURN f.partition AS partition, f.offset AS offset, coalesce(f.connector, f.writer) AS connector
        ORDER BY f.time DESC\
        """;

    private final KafkaClient kafka;
    private final Neo4jClient graph;
    private final String topic;
    private final String topicId;
    private final String connector;
    private final String group;

    /** @param connector its name; null: the connector that wrote to this graph last, or else the usual one */
    SinkPosition(KafkaClient kafka, Neo4jClient graph, ConnectRest connect, String topic, @Nullable String connector) {
        this.kafka = kafka;
        this.graph = graph;
        this.topic = topic;
        this.topicId = kafka.get(kafka.admin()
                        .describeTopics(List.of(topic))
                        .topicNameValues()
                        .values()
                        .iterator()
                        .next())
                .topicId()
                .toString();
        this.connector = connector == null ? lastConnector() : connector;
        this.group = connect.group(this.connector);
    }

    String connector() {
        return connector;
    }

    /**
     * Waits until each record up to these offsets is written or is a dead letter.
     *
     * @param patience how long the sink may make no progress
     * @param trouble why the sink writes nothing, if known; asked while it makes no progress
     * @param waiting receives the number of remaining offsets from time to time
     */
    void await(
            Map<Integer, Long> offsets,
            Duration patience,
            Supplier<@Nullable String> trouble,
            LongConsumer waiting,
            PollPause pause) {
        long behind = behind(offsets);
        long moved = System.nanoTime();
        long doubted = moved;
        long said = moved;
        while (behind > 0) {
            if (since(moved) > patience.toNanos()) {
                throw CommandFailure.failed(lag(behind) + " and makes no progress for " + patience.toSeconds()
                        + " s. Is that the name of the connector (--connector), and does it run?");
            }
            pause.uninterrupted(POLL);
            long now = behind(offsets);
            if (now != behind) {
                moved = System.nanoTime();
                behind = now;
            } else if (Math.min(since(moved), since(doubted)) > DOUBT.toNanos()) {
                String known = trouble.get();
                if (known != null) {
                    throw CommandFailure.failed(known + " (" + lag(behind) + ")");
                }
                doubted = System.nanoTime();
            }
            if (since(said) > REPORT.toNanos()) {
                waiting.accept(behind);
                said = System.nanoTime();
            }
        }
    }

    private static long since(long nanos) {
        return System.nanoTime() - nanos;
    }

    private String lag(long behind) {
        return "the sink '" + connector + "' is " + HumanText.count(behind, "offset") + " behind " + topic;
    }

    private long behind(Map<Integer, Long> offsets) {
        Map<Integer, Long> written = new HashMap<>();
        for (Record fence : fences()) {
            if (fence.get("connector").asString("").equals(connector)) {
                written.merge(
                        fence.get("partition").asInt(), fence.get("offset").asLong(), Math::max);
            }
        }
        for (Map.Entry<TopicPartition, OffsetAndMetadata> entry :
                kafka.committed(group).entrySet()) {
            if (entry.getKey().topic().equals(topic)) {
                written.merge(entry.getKey().partition(), entry.getValue().offset() - 1, Math::max);
            }
        }
        long behind = 0;
        for (Map.Entry<Integer, Long> offset : offsets.entrySet()) {
            long at = Objects.requireNonNullElse(written.get(offset.getKey()), -1L);
            behind += Math.max(0, offset.getValue() - at);
        }
        return behind;
    }

    private String lastConnector() {
        return fences().stream()
                .map(fence -> fence.get("connector").asString(""))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(USUAL);
    }

    private List<Record> fences() {
        return graph.read(FENCES, Map.of("topicId", topicId), Result::list);
    }
}
