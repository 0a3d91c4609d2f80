package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.change.ChangeDecoder;
import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.database.JitteredBackoff;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.StoppableSleeper;
import io.cartostream.connect.neo4j.fence.FencedException;
import io.cartostream.connect.neo4j.fence.PartitionFences;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;

/** When the transactions of one poll check the fence and record on it, on a database that accepts everything. */
final class GraphWriterTest {
    private static final int ROWS = 2;

    private final ChangeRecords records = new ChangeRecords(1);
    /** For each check of the fence, whether it was to record the offsets. */
    private final List<Boolean> checks = new ArrayList<>();

    private int begun;
    private int committed;
    private final Neo4jDatabase database =
            new Neo4jDatabase((Driver) accepting(Driver.class), "neo4j", Duration.ofSeconds(1));

    @Test
    void shouldCheckTheFenceInEveryTransactionAndRecordWithTheLast() {
        write(this::check, upserts(5));
        assertThat(checks).containsExactly(false, false, true);
        assertThat(committed).isEqualTo(3);
    }

    @Test
    void shouldRecordWithTheLastCleanupWhenAPollNominatesEnds() {
        EntityKey.Node from = new EntityKey.Node("Host", "a");
        write(this::check, records.relationshipDelete("IN", from, new EntityKey.Node("Group", "b")));
        assertThat(checks).containsExactly(false, true);
    }

    @Test
    void shouldStopAtTheTransactionThatTheFenceRefuses() {
        PartitionFences closed = new PartitionFences(database, "sink", "sink", Clock.systemUTC(), Duration.ofDays(30));
        WriteFence takenOver = (tx, offsets, record) -> {
            if (begun == 2) {
                closed.check(tx, offsets, record);
            }
        };
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> write(takenOver, upserts(5)));
        assertThat(begun).isEqualTo(2);
        assertThat(committed).isEqualTo(1);
    }

    @Test
    void shouldWriteEverythingWithoutAFence() {
        write(WriteFence.NONE, upserts(5));
        assertThat(committed).isEqualTo(3);
    }

    private void check(Object tx, Object offsets, boolean record) {
        checks.add(record);
    }

    private SinkRecord[] upserts(int count) {
        SinkRecord[] upserts = new SinkRecord[count];
        for (int i = 0; i < count; i++) {
            upserts[i] = records.nodeUpsert("Host", "h" + i, List.of("Host"), Map.of());
        }
        return upserts;
    }

    private void write(WriteFence fence, SinkRecord... poll) {
        SinkMetrics metrics = SinkMetrics.unregistered();
        JitteredBackoff backoff = new JitteredBackoff(5, new Random(42), StoppableSleeper.until(new CountDownLatch(1)));
        GraphWriter writer = new GraphWriter(
                database,
                new WriteLimits(ROWS, 8 << 20, 10, 5, 4),
                backoff,
                (row, reason) -> {
                    throw new AssertionError(reason);
                },
                metrics,
                Clock.systemUTC());
        ChangeDecoder decoder = new ChangeDecoder();
        List<ChangeRow> rows = new ArrayList<>();
        for (SinkRecord record : poll) {
            rows.add(new ChangeRow(decoder.decode(record.key(), record.value()), record));
        }
        writer.write(rows, WriterHarness.offsets(poll), fence);
    }

    /** Returns an object whose methods return zero, nothing, or another such object; counts transactions and commits. */
    private Object accepting(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            begun += method.getName().equals("beginTransaction") ? 1 : 0;
            committed += method.getName().equals("commit") ? 1 : 0;
            return answer(method.getReturnType());
        });
    }

    private @Nullable Object answer(Class<?> type) {
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == boolean.class) {
            return false;
        }
        return type.isInterface() ? accepting(type) : null;
    }
}
