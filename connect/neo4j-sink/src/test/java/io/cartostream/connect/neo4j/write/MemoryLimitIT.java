package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.testkit.Neo4jProcess;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction that the server itself ends for its memory: smaller ones follow, and no row is to blame. */
@Tag("long")
final class MemoryLimitIT {
    private static final int ROWS = 1_000;
    /** So that all rows together are larger than what the server gives. */
    private static final String TEXT = "x".repeat(20_000);

    private static final WriteLimits MORE_THAN_THE_SERVER_GIVES = new WriteLimits(ROWS, 64 << 20, 10, 5, 4);

    private final ChangeRecords records = new ChangeRecords(1);

    @ParameterizedTest
    @ValueSource(strings = {"db.memory.transaction.max=8m", "dbms.memory.transaction.total.max=12m"})
    void shouldHalveATransactionUntilItFits(String limit) {
        try (Neo4jProcess neo4j = Neo4jProcess.configured(limit);
                WriterHarness sink = new WriterHarness(neo4j, WriteFence.NONE, MORE_THAN_THE_SERVER_GIVES)) {
            new SchemaKeeper(sink.graph).prepare(List.of());
            sink.write(IntStream.range(0, ROWS)
                    .mapToObj(i -> records.nodeUpsert("Doc", "d" + i, List.of("Doc"), Map.of("text", TEXT)))
                    .toArray(SinkRecord[]::new));

            assertThat(sink.metrics.getBatchesHalved()).isPositive();
            assertThat(sink.bad).isEmpty();
            assertThat(sink.metrics.getRowsWritten()).isEqualTo(ROWS);
            assertThat(neo4j.count("MATCH (n:Doc) RETURN count(n)")).isEqualTo(ROWS);
        }
    }
}
