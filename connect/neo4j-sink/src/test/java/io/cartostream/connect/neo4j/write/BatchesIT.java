package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A transaction ends at the first of its limits that the rows reach. */
final class BatchesIT {
    private static final int ROWS = 40;
    private static final int LIMIT = 64 << 10;
    private static final String LONG = "x".repeat(3_000);

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(1);

    BatchesIT() {
        try (Neo4jDatabase graph = new Neo4jDatabase(neo4j.newDriver(), "neo4j", java.time.Duration.ofSeconds(60))) {
            new SchemaKeeper(graph).prepare(List.of());
        }
    }

    @Test
    void shouldEndATransactionAtItsLimitOfRows() {
        assertThat(batches(new WriteLimits(15, LIMIT, 10, 5, 4), i -> upsert(i, "")))
                .isEqualTo(3);
    }

    @Test
    void shouldEndATransactionAtItsLimitOfBytes() {
        assertThat(batches(bytes(), i -> upsert(i, ""))).isEqualTo(1);
        assertThat(batches(bytes(), i -> upsert(i, LONG)))
                .as("twice the limit, and something around each")
                .isBetween(2L, 3L);
        assertThat(batches(bytes(), i -> upsert(i, "漢".repeat(1_000))))
                .as("the same in bytes")
                .isBetween(2L, 3L);
    }

    @Test
    void shouldCountTheBytesOfKeysInATransaction() {
        IntFunction<EntityKey.Node> end = i -> new EntityKey.Node("Host", LONG + i);

        assertThat(batches(
                        bytes(), i -> records.relationshipUpsert("TALKS_TO", end.apply(i), end.apply(i + 1), Map.of())))
                .isBetween(4L, 5L);
        assertThat(batches(bytes(), i -> records.relationshipDelete("TALKS_TO", end.apply(i), end.apply(i + 1))))
                .isBetween(4L, 5L);
        assertThat(batches(bytes(), i -> records.nodeDelete("Host", LONG + i))).isBetween(2L, 3L);
    }

    @Test
    void shouldWriteARowThatExceedsTheLimitOfBytesByItself() {
        assertThat(batches(new WriteLimits(1000, 1024, 10, 5, 4), i -> upsert(i, LONG)))
                .isEqualTo(ROWS);
    }

    private static WriteLimits bytes() {
        return new WriteLimits(1000, LIMIT, 10, 5, 4);
    }

    private SinkRecord upsert(int i, String text) {
        return records.nodeUpsert("Doc", "d" + i, List.of("Doc"), Map.of("text", text));
    }

    /** Returns the number of transactions that write the rows. */
    private long batches(WriteLimits limits, IntFunction<SinkRecord> row) {
        try (WriterHarness sink = new WriterHarness(neo4j, WriteFence.NONE, limits)) {
            sink.write(IntStream.range(0, ROWS).mapToObj(row).toArray(SinkRecord[]::new));

            assertThat(sink.bad).isEmpty();
            assertThat(sink.metrics.getRowsWritten()).isEqualTo(ROWS);
            return sink.metrics.getBatches();
        }
    }
}
