package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.fence.ConsumerPosition;
import io.cartostream.connect.neo4j.fence.FencedException;
import io.cartostream.connect.neo4j.fence.FormerFence;
import io.cartostream.connect.neo4j.fence.KafkaIdentity;
import io.cartostream.connect.neo4j.fence.PartitionFences;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.testkit.MutableClock;
import io.cartostream.testkit.Neo4jProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A replaced writer commits nothing more, however late it wakes up. */
final class PartitionFencesIT {
    private static final List<TopicPartition> PARTITION = List.of(new TopicPartition(ChangeRecords.TOPIC, 0));
    private static final KafkaIdentity IDENTITY = new KafkaIdentity("cluster", Map.of(ChangeRecords.TOPIC, "topic-id"));
    private static final KafkaIdentity RECREATED =
            new KafkaIdentity("cluster", Map.of(ChangeRecords.TOPIC, "another-id"));
    private static final Duration RETENTION = Duration.ofDays(30);

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(1);
    private final Neo4jDatabase graph = new Neo4jDatabase(neo4j.newDriver(), "neo4j", Duration.ofSeconds(60));
    private final PartitionFences former = fences("sink", Clock.systemUTC());
    private final PartitionFences successor = fences("sink", Clock.systemUTC());

    PartitionFencesIT() {
        new SchemaKeeper(graph).prepare(List.of());
    }

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void shouldRefuseTheFormerWriterWhenItsSuccessorHasOpened() {
        former.open(PARTITION, IDENTITY);
        successor.open(PARTITION, IDENTITY);
        try (WriterHarness late = new WriterHarness(neo4j, former);
                WriterHarness now = new WriterHarness(neo4j, successor)) {
            SinkRecord upsert = records.nodeUpsert("Host", "a", List.of("Host"), Map.of());
            assertThatExceptionOfType(FencedException.class).isThrownBy(() -> late.write(upsert));
            assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isZero();

            now.write(upsert);
        }
        assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isEqualTo(1);
        assertThat(neo4j.count("MATCH (f:CartostreamFence {epoch: 2}) RETURN f.offset"))
                .isZero();
    }

    @Test
    void shouldMakeTheSuccessorWaitForARunningTransaction() {
        former.open(PARTITION, IDENTITY);
        SinkRecord upsert = records.nodeUpsert("Host", "a", List.of("Host"), Map.of());
        try (WriterHarness rows = new WriterHarness(neo4j, WriteFence.NONE);
                Session session = neo4j.driver().session();
                Transaction underWay = session.beginTransaction()) {
            former.check(underWay, WriterHarness.offsets(upsert), true);
            rows.runFirst(underWay, upsert);
            CompletableFuture<Void> opening = CompletableFuture.runAsync(() -> successor.open(PARTITION, IDENTITY));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(neo4j::someoneIsBlocked);
            assertThat(opening).isNotDone();
            underWay.commit();
            opening.join();
            // and from now on it is too late
            assertThatExceptionOfType(FencedException.class)
                    .isThrownBy(() -> graph.write(tx -> {
                        former.check(tx, WriterHarness.offsets(upsert), true);
                        return true;
                    }));
        }
        assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isEqualTo(1);
    }

    @Test
    void shouldRefuseTheFormerWriterWhenItWaitedWhileTheEpochRose() {
        former.open(PARTITION, IDENTITY);
        SinkRecord upsert = records.nodeUpsert("Host", "a", List.of("Host"), Map.of());
        try (WriterHarness late = new WriterHarness(neo4j, former);
                Session session = neo4j.driver().session();
                Transaction raising = session.beginTransaction()) {
            raising.run("MATCH (f:CartostreamFence) SET f.epoch = f.epoch + 1").consume();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> late.write(upsert));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(neo4j::someoneIsBlocked);
            raising.commit();

            assertThat(writing)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(FencedException.class);
        }
        assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isZero();
    }

    @Test
    void shouldRefuseWorkOfAFormerLeaseAfterOpeningAgain() {
        former.open(PARTITION, IDENTITY);
        SinkRecord upsert = records.nodeUpsert("Host", "a", List.of("Host"), Map.of());
        try (WriterHarness late = new WriterHarness(neo4j, former.currentLeases(PARTITION))) {
            late.write(upsert);
            former.close(PARTITION);
            assertThatExceptionOfType(FencedException.class).isThrownBy(() -> late.write(upsert));
            successor.open(PARTITION, IDENTITY);
            successor.close(PARTITION);
            former.open(PARTITION, IDENTITY);

            assertThatExceptionOfType(FencedException.class).isThrownBy(() -> late.write(upsert));
        }
        try (WriterHarness now = new WriterHarness(neo4j, former.currentLeases(PARTITION))) {
            now.write(upsert);
        }
    }

    @Test
    void shouldRefuseWorkThatBeganBeforeTheEpochRose() {
        former.open(PARTITION, IDENTITY);
        try (WriterHarness late = new WriterHarness(neo4j, former.currentLeases(PARTITION))) {
            successor.open(PARTITION, IDENTITY);
            assertThatExceptionOfType(FencedException.class)
                    .isThrownBy(() -> late.write(records.nodeUpsert("Host", "a", List.of("Host"), Map.of())))
                    .withMessageContaining("taken over");
        }
    }

    @Test
    void shouldLetTwoSinksWithDifferentNamesWriteSideBySide() {
        PartitionFences other = fences("other-sink", Clock.systemUTC());
        former.open(PARTITION, IDENTITY);
        other.open(PARTITION, IDENTITY);
        try (WriterHarness one = new WriterHarness(neo4j, former);
                WriterHarness two = new WriterHarness(neo4j, other)) {
            one.write(records.nodeUpsert("Host", "a", List.of("Host"), Map.of()));
            two.write(records.nodeUpsert("Host", "b", List.of("Host"), Map.of()));
        }
        assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isEqualTo(2);
    }

    @Test
    void shouldRefuseAWriterWhoseFenceIsGone() {
        former.open(PARTITION, IDENTITY);
        neo4j.run("MATCH (f:CartostreamFence) DELETE f");
        try (WriterHarness rows = new WriterHarness(neo4j, former)) {
            assertThatExceptionOfType(FencedException.class)
                    .isThrownBy(() -> rows.write(records.nodeUpsert("Host", "a", List.of("Host"), Map.of())));
        }
    }

    @Test
    void shouldReportARecreatedTopic() {
        former.open(PARTITION, IDENTITY);
        former.touch(PARTITION);
        assertThat(successor.gaps(PARTITION, IDENTITY)).isEmpty();
        assertThat(successor.gaps(PARTITION, RECREATED))
                .singleElement()
                .asString()
                .contains("was recreated");
        successor.open(PARTITION, RECREATED);
        assertThat(successor.gaps(PARTITION, RECREATED)).isEmpty();
    }

    @Test
    void shouldReportThatTheSinkWasAwayTooLong() {
        Instant now = Instant.parse("2026-06-01T00:00:00Z");
        PartitionFences then = fences("sink", Clock.fixed(now.minus(RETENTION).minusSeconds(60), ZoneOffset.UTC));
        then.open(PARTITION, IDENTITY);
        then.touch(PARTITION);

        assertThat(fences("sink", Clock.fixed(now, ZoneOffset.UTC)).gaps(PARTITION, IDENTITY))
                .singleElement()
                .asString()
                .contains("longer ago than the topic retains deletions");
        assertThat(fences("sink", Clock.fixed(now.minusSeconds(120), ZoneOffset.UTC))
                        .gaps(PARTITION, IDENTITY))
                .isEmpty();
    }

    @Test
    void shouldReportAnotherConnectorThatWroteFromTheSameTopic() {
        former.open(PARTITION, IDENTITY);
        former.touch(PARTITION);

        assertThat(successor.gaps(PARTITION, IDENTITY)).isEmpty();
        assertThat(fences("renamed", Clock.systemUTC()).gaps(PARTITION, IDENTITY))
                .singleElement()
                .asString()
                .contains("the connector 'sink' also wrote this graph")
                .contains("If it was renamed to 'renamed'")
                .contains("{writer: 'sink'}");
    }

    @Test
    void shouldReturnTheFormerStateOfTheFences() {
        assertThat(former.open(PARTITION, IDENTITY).values()).containsExactly(new FormerFence(-1, "", -1));
        try (WriterHarness rows = new WriterHarness(neo4j, former)) {
            rows.write(records.nodeUpsert("Host", "a", List.of("Host"), Map.of()));
            rows.write(records.nodeUpsert("Host", "b", List.of("Host"), Map.of()));
        }
        assertThat(successor.open(PARTITION, IDENTITY).values()).containsExactly(new FormerFence(-1, "", 1));
        assertThat(successor.open(PARTITION, RECREATED).values())
                .singleElement()
                .satisfies(state -> assertThat(state.rewind()).isZero())
                .satisfies(state -> assertThat(state.offset()).isEqualTo(-1))
                .satisfies(state -> assertThat(state.reason()).contains("created again"));
    }

    @Test
    void shouldReportAnotherKafkaCluster() {
        former.open(PARTITION, IDENTITY);
        former.touch(PARTITION);
        KafkaIdentity elsewhere = new KafkaIdentity("another-cluster", Map.of(ChangeRecords.TOPIC, "another-id"));

        assertThat(successor.gaps(PARTITION, elsewhere))
                .singleElement()
                .asString()
                .contains("was recreated")
                .contains("from the Kafka cluster cluster; this is another-cluster");
        assertThat(only(successor.open(PARTITION, elsewhere)).rewind()).isZero();
        assertThat(neo4j.count("MATCH (f:CartostreamFence) RETURN count(f)")).isEqualTo(1);
    }

    @Test
    void shouldRewindARecreatedTopicUntilSomethingOfItIsWritten() {
        former.open(PARTITION, IDENTITY);
        // the first task got no further: another partition failed, or its worker was killed
        successor.open(PARTITION, RECREATED);
        successor.touch(PARTITION);
        PartitionFences next = fences("sink", Clock.systemUTC());
        assertThat(only(next.open(PARTITION, RECREATED)).rewind()).isZero();
        try (WriterHarness rows = new WriterHarness(neo4j, next)) {
            rows.write(records.nodeUpsert("Host", "a", List.of("Host"), Map.of()));
        }

        assertThat(only(successor.open(PARTITION, RECREATED)).rewinds()).isFalse();
    }

    @Test
    void shouldRewindOnlyBackAndOnlyWhenKafkaIsAheadOfTheGraph() {
        assertThat(rewind(0, 0)).as("nothing is read").isEqualTo(-1);
        assertThat(rewind(700, 700)).as("the topic's beginning").isEqualTo(-1);
        assertThat(rewind(5_000, 700)).as("an empty graph").isEqualTo(700);
        former.recordOffsets(Map.of(PARTITION.get(0), 1_000L));
        assertThat(rewind(1_001, 0)).as("all is there").isEqualTo(-1);
        assertThat(rewind(5_000, 0)).as("a restored graph").isEqualTo(1_001);
        assertThat(rewind(5_000, 0)).as("again, as long as nothing is written").isEqualTo(1_001);
        assertThat(rewind(10, 0)).as("an operator reset the offsets").isEqualTo(-1);
        assertThat(rewind(-1, 0)).as("an operator deleted the offsets").isEqualTo(-1);
        former.recordOffsets(Map.of(PARTITION.get(0), 4_999L));
        assertThat(rewind(5_000, 0)).as("it has caught up").isEqualTo(-1);
    }

    private long rewind(long committed, long beginning) {
        return only(former.open(
                        PARTITION, IDENTITY, Map.of(PARTITION.get(0), new ConsumerPosition(committed, beginning))))
                .rewind();
    }

    private static FormerFence only(Map<TopicPartition, FormerFence> formers) {
        return formers.values().iterator().next();
    }

    @Test
    void shouldTouchEveryDueFenceWhileOthersAreWritten() {
        TopicPartition busy = new TopicPartition(ChangeRecords.TOPIC, 0);
        TopicPartition idle = new TopicPartition(ChangeRecords.TOPIC, 1);
        MutableClock clock = MutableClock.at("2026-06-01T00:00:00Z");
        PartitionFences fences = fences("sink", clock);
        fences.open(List.of(busy, idle), IDENTITY);
        for (int minutes = 0; minutes < 30; minutes += 6) {
            clock.advance(Duration.ofMinutes(6));
            fences.recordOffsets(Map.of(busy, (long) minutes));
            fences.touch(fences.due());
        }

        assertThat(neo4j.count("MATCH (f:CartostreamFence {partition: 1}) RETURN f.time"))
                .isGreaterThanOrEqualTo(
                        clock.instant().minus(PartitionFences.HEARTBEAT).toEpochMilli());
    }

    @Test
    void shouldReportAnOpenPartitionThatWasLeftTooLong() {
        TopicPartition left = new TopicPartition(ChangeRecords.TOPIC, 0);
        TopicPartition read = new TopicPartition(ChangeRecords.TOPIC, 1);
        MutableClock clock = MutableClock.at("2026-06-01T00:00:00Z");
        PartitionFences fences = fences("sink", clock);
        fences.open(List.of(left, read), IDENTITY);
        fences.touch(fences.due());
        Duration most = RETENTION.minusHours(1);
        clock.advance(most);
        assertThat(fences.due()).containsExactlyInAnyOrder(left, read);
        fences.touch(List.of(read));
        // opened again, by this or another task: no task has read it since
        fences.close(List.of(left));
        fences.open(List.of(left), IDENTITY);
        assertThat(fences.absences()).isEmpty();

        clock.advance(Duration.ofHours(2));
        assertThat(fences.absences()).containsOnlyKeys(left);
        assertThat(fences.absences().get(left))
                .contains("at 2026-06-01T00:00:00Z, longer ago than the topic retains deletions");
        assertThat(fences.due()).as("a heartbeat would hide it").containsExactly(read);
        fences.acknowledge(List.of(left));
        assertThat(fences.absences()).as("once").isEmpty();
        assertThat(fences.due()).contains(left);

        clock.advance(most);
        fences.recordOffsets(Map.of(read, 5L));
        clock.advance(Duration.ofHours(2));
        assertThat(fences.absences()).as("the next one").containsOnlyKeys(left);
    }

    @Test
    void shouldNameTheConnectorOnTheFence() {
        new PartitionFences(graph, "shared-name", "neo4j-sink", Clock.systemUTC(), RETENTION).open(PARTITION, IDENTITY);

        assertThat(neo4j.count("MATCH (f:CartostreamFence {writer: 'shared-name', connector: 'neo4j-sink'}) "
                        + "RETURN count(f)"))
                .isEqualTo(1);
    }

    private PartitionFences fences(String writer, Clock clock) {
        return new PartitionFences(graph, writer, writer, clock, RETENTION);
    }
}
