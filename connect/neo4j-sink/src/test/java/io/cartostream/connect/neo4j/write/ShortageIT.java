package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.TransientException;

/** A shortage of the server is never the fault of a row: good rows are kept for later, whatever the number of bad rows before. */
final class ShortageIT {
    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(1);

    ShortageIT() {
        try (Neo4jDatabase graph = new Neo4jDatabase(neo4j.newDriver(), "neo4j", Duration.ofSeconds(60))) {
            new SchemaKeeper(graph).prepare(List.of());
        }
    }

    @Test
    void shouldKeepTheRowsWhenOthersUseTheServersMemory() {
        try (WriterHarness sink = failing(() -> new TransientException(
                "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
                "dbms.memory.transaction.total.max threshold reached"))) {
            assertThatExceptionOfType(UnreachableException.class)
                    .isThrownBy(() -> sink.write(upserts(4)))
                    .withMessageContaining("dbms.memory.transaction.total.max");

            assertThat(sink.bad).isEmpty();
            assertThat(sink.metrics.getBatchesHalved()).isPositive();
        }
    }

    @Test
    void shouldReportARowThatAloneExceedsTheLimitOfATransaction() {
        AtomicInteger bad = new AtomicInteger();
        WriteFence fence = (tx, offsets, record) -> {
            if (bad.get() < 2) { // what notes the offsets behind them has no row
                throw new ClientException(
                        "Neo.ClientError.General.TransactionOutOfMemoryError",
                        "db.memory.transaction.max threshold reached");
            }
        };
        try (WriterHarness sink = new WriterHarness(neo4j, fence)) {
            sink.onBadRow = bad::incrementAndGet;
            sink.write(upserts(2));

            assertThat(sink.bad).hasSize(2);
        }
    }

    @Test
    void shouldProbeBeforeEveryBadRow() {
        try (WriterHarness sink = failing(() -> new DatabaseException("Neo.DatabaseError.General.UnknownError", "?"))) {
            neo4j.run("CREATE CONSTRAINT theirs FOR (n:Host) REQUIRE n._key IS UNIQUE");
            AtomicInteger bad = new AtomicInteger();
            sink.onBadRow = () -> {
                if (bad.incrementAndGet() == 25) { // from now on the harmless row fails, too
                    neo4j.run("CREATE (:Host {_key: 'probe'})");
                }
            };

            assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> sink.write(upserts(30)));

            assertThat(sink.bad).hasSize(25);
        }
    }

    @Test
    void shouldRetryARacingRowFullyAfterManyBadRows() {
        int hosts = 21;
        AtomicInteger bad = new AtomicInteger();
        AtomicInteger races = new AtomicInteger(3);
        WriteFence fence = (tx, offsets, record) -> {
            if (bad.get() < hosts) {
                throw new DatabaseException("Neo.DatabaseError.General.UnknownError", "?");
            }
            if (races.getAndDecrement() > 0) {
                throw new ClientException(
                        "Neo.ClientError.Statement.EntityNotFound", "another task cleaned up its end");
            }
        };
        try (WriterHarness sink = new WriterHarness(neo4j, fence)) {
            sink.onBadRow = bad::incrementAndGet;
            List<SinkRecord> poll = new ArrayList<>(List.of(upserts(hosts)));
            EntityKey.Node from = new EntityKey.Node("Net", "from");
            poll.add(records.relationshipUpsert("TALKS_TO", from, new EntityKey.Node("Net", "to"), Map.of()));
            sink.write(poll.toArray(SinkRecord[]::new));

            assertThat(sink.bad).hasSize(hosts);
            assertThat(races)
                    .as("the last one failed alone, and after twenty bad ones")
                    .hasNegativeValue();
        }
        assertThat(neo4j.count("MATCH ()-[r:TALKS_TO]->() RETURN count(r)")).isEqualTo(1);
    }

    @Test
    void shouldContinueWithASmallerTransactionAfterATimeout() {
        AtomicInteger attempts = new AtomicInteger();
        WriteFence slow = (tx, offsets, record) -> {
            if (attempts.incrementAndGet() == 1) {
                throw new ClientException(
                        "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", "a minute has passed");
            }
        };
        try (WriterHarness sink = new WriterHarness(neo4j, slow)) {
            SinkRecord[] upserts = upserts(16);
            assertThatExceptionOfType(UnreachableException.class)
                    .isThrownBy(() -> sink.write(upserts))
                    .withMessageContaining("neo4j.transaction.timeout.ms");
            assertThat(attempts).hasValue(1);

            sink.write(upserts);
            assertThat(sink.metrics.getBatches()).isEqualTo(2);
            assertThat(sink.bad).isEmpty();
        }
        assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isEqualTo(16);
    }

    @Test
    void shouldRecognizeATimeoutOfTheServer() {
        try (WriterHarness sink = new WriterHarness(
                        neo4j, WriteFence.NONE, new WriteLimits(100, 1 << 20, 10, 5, 4), Duration.ofMillis(300));
                Session session = neo4j.driver().session();
                Transaction holder = session.beginTransaction()) {
            SinkRecord[] upserts = upserts(2);
            sink.write(upserts);
            holder.run("MATCH (n:Host) SET n.held = true").consume();

            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> sink.write(upserts));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(writing::isDone);

            assertThat(writing)
                    .failsWithin(Duration.ofSeconds(1))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(UnreachableException.class)
                    .withMessageContaining("neo4j.transaction.timeout.ms");
            assertThat(sink.metrics.getRetriesByCause()).isEmpty();
        }
    }

    /** Fails in every transaction that writes rows; the probe has none. */
    private WriterHarness failing(Supplier<Neo4jException> failure) {
        return new WriterHarness(neo4j, (tx, offsets, record) -> {
            throw failure.get();
        });
    }

    private SinkRecord[] upserts(int count) {
        SinkRecord[] upserts = new SinkRecord[count];
        for (int i = 0; i < count; i++) {
            upserts[i] = records.nodeUpsert("Host", "h" + i, List.of("Host"), Map.of());
        }
        return upserts;
    }
}
