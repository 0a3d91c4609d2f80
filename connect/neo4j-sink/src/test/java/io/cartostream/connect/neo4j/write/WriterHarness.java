package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.ChangeDecoder;
import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.database.JitteredBackoff;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.StoppableSleeper;
import io.cartostream.connect.neo4j.fence.KafkaIdentity;
import io.cartostream.connect.neo4j.fence.PartitionFences;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.testkit.Neo4jProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.neo4j.driver.Transaction;

/** A writer on the real database, without a task around it. */
public final class WriterHarness implements AutoCloseable {
    final SinkMetrics metrics = SinkMetrics.unregistered();
    final List<ChangeRow> bad = new ArrayList<>();
    final Neo4jDatabase graph;
    final GraphWriter writer;
    /** Called when a row was reported as bad. */
    Runnable onBadRow = () -> {};

    private final WriteFence fence;
    private final ChangeDecoder decoder = new ChangeDecoder();

    WriterHarness(Neo4jProcess neo4j, WriteFence fence) {
        this(neo4j, fence, new WriteLimits(1000, 8 << 20, 10, 5, 4));
    }

    WriterHarness(Neo4jProcess neo4j, WriteFence fence, WriteLimits limits) {
        this(neo4j, fence, limits, Duration.ofSeconds(60));
    }

    WriterHarness(Neo4jProcess neo4j, WriteFence fence, WriteLimits limits, Duration timeout) {
        this(new Neo4jDatabase(neo4j.newDriver(), "neo4j", timeout), fence, limits);
    }

    private WriterHarness(Neo4jDatabase graph, WriteFence fence, WriteLimits limits) {
        this.graph = graph;
        this.fence = fence;
        writer = new GraphWriter(
                graph,
                limits,
                new JitteredBackoff(
                        limits.backoffMillis(), new Random(42), StoppableSleeper.until(new CountDownLatch(1))),
                (row, reason) -> {
                    bad.add(row);
                    onBadRow.run();
                },
                metrics,
                Clock.systemUTC());
    }

    /** As a sink's task writes by default: each transaction locks and checks the fence of the records' partition, number 0. */
    static WriterHarness fenced(Neo4jProcess neo4j, WriteLimits limits) {
        Neo4jDatabase graph = new Neo4jDatabase(neo4j.newDriver(), "neo4j", Duration.ofSeconds(60));
        new SchemaKeeper(graph).prepare(List.of());
        PartitionFences fences = new PartitionFences(graph, "bench", "bench", Clock.systemUTC(), Duration.ofDays(30));
        fences.open(
                List.of(new TopicPartition(ChangeRecords.TOPIC, 0)),
                new KafkaIdentity("bench", Map.of(ChangeRecords.TOPIC, "bench")));
        return new WriterHarness(graph, fences, limits);
    }

    List<ChangeRow> rows(SinkRecord... records) {
        return Arrays.stream(records)
                .map(record -> new ChangeRow(decoder.decode(record.key(), record.value()), record))
                .toList();
    }

    public void write(SinkRecord... records) {
        write(decode(records));
    }

    /** A poll, decoded: what a task does while it writes the one before. */
    DecodedRows decode(SinkRecord... records) {
        return new DecodedRows(rows(records), offsets(records));
    }

    public void write(DecodedRows poll) {
        writer.write(poll.rows(), poll.offsets(), fence);
    }

    record DecodedRows(List<ChangeRow> rows, Map<TopicPartition, Long> offsets) {}

    /** Runs the first statement of the record's change, as the first transaction of a writer does. */
    public void runFirst(Transaction tx, SinkRecord record) {
        ChangeRow row = rows(record).get(0);
        Map<String, Object> parameters = new HashMap<>(row.change().statement().constants());
        parameters.put("rows", List.of(row.change().row()));
        tx.run(row.change().statement().text(), parameters).consume();
    }

    public static Map<TopicPartition, Long> offsets(SinkRecord... records) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (SinkRecord record : records) {
            offsets.merge(
                    new TopicPartition(ChangeRecords.TOPIC, record.kafkaPartition()), record.kafkaOffset(), Math::max);
        }
        return offsets;
    }

    @Override
    public void close() {
        graph.close();
    }
}
