package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * The interleavings between two writers that broke simpler sinks. Each test holds one writer's transaction open, waits until the
 * other is blocked by it, and then lets both go. Where a simpler statement would have lost something, a second test shows that the
 * interleaving is really forced: the simpler one does lose it.
 */
final class RacesIT {
    private static final EntityKey.Node A = new EntityKey.Node("Host", "a");
    private static final EntityKey.Node B = new EntityKey.Node("Host", "b");
    private static final int HALF = 100;
    private static final EntityKey.Node HUB = new EntityKey.Node("Net", "hub");

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(4);
    private final WriterHarness sink = new WriterHarness(neo4j, WriteFence.NONE);

    RacesIT() {
        new SchemaKeeper(sink.graph).prepare(List.of());
    }

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void shouldKeepTheNodeWhenItIsUpsertedWhileCleanupWaitsForItsLock() {
        bare("a");
        SinkRecord nomination = records.nodeDelete("Host", "a");
        SinkRecord upsert = records.nodeUpsert("Host", "a", List.of("Host"), Map.of("id", "a"));
        interleave(
                other -> sink.runFirst(other, upsert),
                () -> sink.graph.write(tx -> BareEndCleanup.run(tx, List.of("N|Host|a"))));

        assertThat(neo4j.count("MATCH (n:Host {id: 'a'}) RETURN count(n)")).isEqualTo(1);
        assertThat(sink.rows(nomination).get(0).change().nominated()).containsExactly("N|Host|a");
    }

    @Test
    void shouldLoseTheNodeIfBarenessWereCheckedBeforeTheLock() {
        bare("a");
        SinkRecord upsert = records.nodeUpsert("Host", "a", List.of("Host"), Map.of("id", "a"));
        interleave(
                other -> sink.runFirst(other, upsert),
                () -> sink.graph.write(tx -> tx.run("MATCH (n:CartostreamEntity {_key: 'N|Host|a'}) "
                                + "WHERE n:CartostreamBare AND NOT EXISTS { (n)--() } DELETE n")
                        .consume()));

        assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isZero();
    }

    @Test
    void shouldCreateTheNodeAgainWhenItVanishesWhileItsUpsertWaits() {
        bare("a");
        interleave(
                other -> BareEndCleanup.run(other, List.of("N|Host|a")),
                () -> sink.write(records.nodeUpsert("Host", "a", List.of("Host"), Map.of("id", "a"))));

        assertThat(neo4j.count("MATCH (n:Host {id: 'a'}) RETURN count(n)")).isEqualTo(1);
        assertThat(sink.metrics.getRetriesByCause()).containsKey("EntityNotFound");
        assertThat(sink.bad).isEmpty();
    }

    @Test
    void shouldLoseTheNodeSilentlyIfBarenessWereAProperty() {
        neo4j.run("CREATE (:CartostreamEntity:CartostreamBare {_key: 'N|Host|a', bare: true})");
        interleave(
                other -> BareEndCleanup.run(other, List.of("N|Host|a")),
                () -> sink.graph.write(
                        tx -> tx.run("MERGE (n:CartostreamEntity {_key: 'N|Host|a'}) SET n.bare = null, n.id = 'a'")
                                .consume()));

        assertThat(neo4j.count("MATCH (n {id: 'a'}) RETURN count(n)")).isZero();
    }

    @Test
    void shouldCreateTheEndAgainWhenItVanishesWhileARelationshipWaits() {
        bare("b");
        interleave(
                other -> BareEndCleanup.run(other, List.of("N|Host|b")),
                () -> sink.write(records.relationshipUpsert("TALKS_TO", A, B, Map.of())));

        assertThat(neo4j.count("MATCH ({_key: 'N|Host|a'})-[r:TALKS_TO]->({_key: 'N|Host|b'}) RETURN count(r)"))
                .isEqualTo(1);
        assertThat(sink.metrics.getRetriesByCause()).isNotEmpty();
        assertThat(sink.bad).isEmpty();
    }

    @Test
    void shouldKeepTheBareEndWhenARelationshipAppearsWhileCleanupWaits() {
        bare("b");
        interleave(
                other -> sink.runFirst(other, records.relationshipUpsert("TALKS_TO", A, B, Map.of())),
                () -> sink.write(records.nodeDelete("Host", "b")));

        assertThat(neo4j.count("MATCH ({_key: 'N|Host|a'})-[r:TALKS_TO]->({_key: 'N|Host|b'}) RETURN count(r)"))
                .isEqualTo(1);
    }

    @Test
    void shouldMergeOneNodeWhenTwoWritersCreateItAtOnce() {
        interleave(
                other -> sink.runFirst(other, records.relationshipUpsert("TALKS_TO", A, B, Map.of())),
                () -> sink.write(records.nodeUpsert("Host", "b", List.of("Host"), Map.of("id", "b"))));

        assertThat(neo4j.count("MATCH ({_key: 'N|Host|a'})-[r:TALKS_TO]->(:Host {id: 'b'}) RETURN count(r)"))
                .isEqualTo(1);
        assertThat(neo4j.count("MATCH (n:CartostreamEntity) RETURN count(n)")).isEqualTo(2);
    }

    @Test
    void shouldLeaveNoOrphanWhenTwoWritersDeleteHalfAHubEach() {
        hub();
        SinkRecord[] theirs = deletions("TALKS_TO");
        SinkRecord[] ours = deletions("LISTENS_TO");
        interleaveMaybe(
                other -> List.of(theirs).forEach(record -> sink.runFirst(other, record)), () -> sink.write(ours));
        assertThat(neo4j.count("MATCH ()-[r]->() RETURN count(r)")).isZero();
        // the other writer's second transaction: the later of the two finds no relationship left
        sink.write(theirs);

        assertThat(neo4j.count("MATCH (n:CartostreamEntity) RETURN count(n)")).isZero();
    }

    @Test
    void shouldLeaveAnOrphanIfCleanupWereInTheSameTransaction() {
        hub();
        interleaveMaybe(
                other -> oneStep(other, "TALKS_TO"),
                () -> sink.graph.write(tx -> {
                    oneStep(tx, "LISTENS_TO");
                    return true;
                }));

        assertThat(neo4j.count("MATCH ()-[r]->() RETURN count(r)")).isZero();
        assertThat(neo4j.count("MATCH (n:CartostreamBare {_key: 'N|Net|hub'}) RETURN count(n)"))
                .isEqualTo(1);
    }

    @Test
    void shouldRetryWhenItIsTheVictimOfADeadlock() {
        sink.write(
                records.nodeUpsert("Host", "a", List.of("Host"), Map.of()),
                records.nodeUpsert("Host", "b", List.of("Host"), Map.of()));
        AtomicInteger attempts = new AtomicInteger();
        try (Session session = neo4j.driver().session();
                Transaction other = session.beginTransaction()) {
            lock(other, "N|Host|b");
            List<CompletableFuture<Void>> crosswise = new ArrayList<>();
            WriteFence holdingA = (tx, offsets, record) -> {
                if (attempts.getAndIncrement() == 0) {
                    lock(tx, "N|Host|a");
                    crosswise.add(CompletableFuture.runAsync(() -> {
                        lock(other, "N|Host|a");
                        other.commit();
                    }));
                    Awaitility.await().atMost(Duration.ofSeconds(30)).until(neo4j::someoneIsBlocked);
                }
            };
            try (WriterHarness victim = new WriterHarness(neo4j, holdingA)) {
                victim.write(records.nodeUpsert("Host", "b", List.of("Host"), Map.of("id", "b")));

                assertThat(victim.metrics.getRetriesByCause()).isEqualTo(Map.of("DeadlockDetected", 1L));
                assertThat(victim.bad).isEmpty();
            }
            crosswise.forEach(CompletableFuture::join);
        }
        assertThat(neo4j.count("MATCH (n:Host {id: 'b'}) RETURN count(n)")).isEqualTo(1);
    }

    private static void lock(Transaction tx, String key) {
        tx.run("MATCH (n:CartostreamEntity {_key: $key}) SET n._key = $key", Map.of("key", key))
                .consume();
    }

    private static void oneStep(Transaction tx, String type) {
        tx.run("MATCH (:CartostreamEntity {_key: 'N|Net|hub'})<-[r:" + type + "]-() DELETE r")
                .consume();
        tx.run("MATCH (n:CartostreamEntity {_key: 'N|Net|hub'}) WHERE n:CartostreamBare AND NOT EXISTS {"
                        + " (n)--() } DELETE n")
                .consume();
    }

    private void bare(String id) {
        neo4j.run("CREATE (:CartostreamEntity:CartostreamBare {_key: $key})", Map.of("key", "N|Host|" + id));
    }

    private void hub() {
        SinkRecord[] upserts = new SinkRecord[2 * HALF];
        for (int i = 0; i < HALF; i++) {
            upserts[i] = records.relationshipUpsert("TALKS_TO", host(i), HUB, Map.of());
            upserts[HALF + i] = records.relationshipUpsert("LISTENS_TO", host(HALF + i), HUB, Map.of());
        }
        sink.write(upserts);
    }

    private SinkRecord[] deletions(String type) {
        SinkRecord[] deletes = new SinkRecord[HALF];
        for (int i = 0; i < HALF; i++) {
            deletes[i] = records.relationshipDelete(type, host(type.equals("TALKS_TO") ? i : HALF + i), HUB);
        }
        return deletes;
    }

    private static EntityKey.Node host(int i) {
        return new EntityKey.Node("Host", "h" + i);
    }

    /** The first holds its locks until the second is blocked by them. */
    private void interleave(Consumer<Transaction> first, Runnable second) {
        interleave(first, second, true);
    }

    /** The same, where the second may also get through without waiting. */
    private void interleaveMaybe(Consumer<Transaction> first, Runnable second) {
        interleave(first, second, false);
    }

    private void interleave(Consumer<Transaction> first, Runnable second, boolean mustBlock) {
        try (Session session = neo4j.driver().session();
                Transaction held = session.beginTransaction()) {
            first.accept(held);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(second);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> neo4j.someoneIsBlocked() || waiting.isDone());
            if (mustBlock) {
                assertThat(waiting).as("the second writer waits").isNotDone();
            }
            held.commit();
            waiting.join();
        }
    }
}
