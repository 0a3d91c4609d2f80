package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.fence.ConsumerPosition;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** The task's contract on a real database. */
final class SinkTaskIT {
    private static final EntityKey.Node INSTANCE = new EntityKey.Node("EC2Instance", "i-1");
    private static final EntityKey.Node SUBNET = new EntityKey.Node("EC2Subnet", "s-1");

    private static final long RETENTION_MILLIS = 6_000;
    private static final Map<String, String> SHORT_RETENTION =
            Map.of("fence.tombstone-retention.ms", Long.toString(RETENTION_MILLIS), "fence.on-gap", "refuse");

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(TaskHarness.PARTITIONS);

    @Test
    void shouldReplaceAllLabelsAndPropertiesWhenANodeIsUpserted() {
        ZonedDateTime time = ZonedDateTime.parse("2026-03-01T10:11:12Z");
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.put(records.nodeUpsert(
                    "EC2Instance",
                    "i-1",
                    List.of("EC2Instance", "Old", "A`B"),
                    Map.of("id", "i-1", "gone", 1, "x", 1)));
            assertThat(node("i-1")).isEqualTo(Map.of("_key", "N|EC2Instance|i-1", "id", "i-1", "gone", 1L, "x", 1L));

            task.put(records.nodeUpsert(
                    "EC2Instance",
                    "i-1",
                    List.of("EC2Instance", "New"),
                    Map.of("id", "i-1", "x", List.of("p", "q"), "launched", time)));
        }

        assertThat(node("i-1"))
                .isEqualTo(Map.of("_key", "N|EC2Instance|i-1", "id", "i-1", "x", List.of("p", "q"), "launched", time));
        assertThat(neo4j.run("MATCH (n {id: 'i-1'}) RETURN labels(n) AS l")
                        .get(0)
                        .get("l")
                        .asList())
                .containsExactlyInAnyOrder("CartostreamEntity", "EC2Instance", "New");
    }

    @Test
    void shouldCommitNoOffsetBeforeItsWriteWhenFencesAreOff() {
        try (TaskHarness task = new TaskHarness(neo4j, Map.of("fence.enabled", "false")).start();
                Session session = neo4j.driver().session()) {
            SinkRecord first = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("v", 1));
            task.put(first);
            SinkRecord second = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("v", 2));
            TopicPartition partition = new TopicPartition(ChangeRecords.TOPIC, second.kafkaPartition());
            Map<TopicPartition, OffsetAndMetadata> ends =
                    Map.of(partition, new OffsetAndMetadata(second.kafkaOffset() + 1));
            try (Transaction lock = session.beginTransaction()) {
                lock.run("MATCH (n:CartostreamEntity {_key: 'N|EC2Instance|i-1'}) SET n.locked = true")
                        .consume();
                task.task().put(List.of(second));
                assertThat(task.task().preCommit(ends))
                        .isEqualTo(Map.of(partition, new OffsetAndMetadata(second.kafkaOffset())));
                lock.rollback();
            }
            task.settle(ends);
        }
        assertThat(neo4j.count("MATCH (n:EC2Instance {v: 2}) RETURN count(n)")).isEqualTo(1);
        assertThat(neo4j.count("MATCH (f:CartostreamFence) RETURN count(f)")).isZero();
    }

    @Test
    void shouldHideBareEndsAndDeleteSuperfluousOnes() {
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.put(records.relationshipUpsert("PART_OF", INSTANCE, SUBNET, Map.of("lastupdated", 1)));
            assertThat(neo4j.count("MATCH (:CartostreamBare)-[r:PART_OF {lastupdated: 1}]->(:CartostreamBare) RETURN"
                            + " count(r)"))
                    .isEqualTo(1);
            assertThat(neo4j.count("MATCH (n:EC2Instance|EC2Subnet) RETURN count(n)"))
                    .isZero();

            task.put(records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1")));
            assertThat(neo4j.count("MATCH (n:EC2Instance)-[:PART_OF]->(b:CartostreamBare) WHERE NOT n:CartostreamBare"
                            + " RETURN count(*)"))
                    .isEqualTo(1);

            task.put(records.nodeDelete("EC2Instance", "i-1"));
            assertThat(neo4j.count("MATCH (:CartostreamBare)-[r:PART_OF]->(:CartostreamBare) RETURN count(r)"))
                    .isEqualTo(1);

            task.put(records.relationshipDelete("PART_OF", INSTANCE, SUBNET));
            assertThat(neo4j.count("MATCH (n:CartostreamEntity) RETURN count(n)"))
                    .isZero();
        }
    }

    @Test
    void shouldCleanUpWhenARepeatedDeletionFindsNothing() {
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.put(records.relationshipUpsert("PART_OF", INSTANCE, SUBNET, Map.of()));
            // the state after a sink was killed between the first and the second transaction
            neo4j.run("MATCH ()-[r:PART_OF]->() DELETE r");
            task.put(records.relationshipDelete("PART_OF", INSTANCE, SUBNET));
        }

        assertThat(neo4j.count("MATCH (n:CartostreamEntity) RETURN count(n)")).isZero();
    }

    @Test
    void shouldWriteOnlyTheLastStateWhenOnePollHoldsSeveral() {
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.put(
                    records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("v", 1)),
                    records.nodeDelete("EC2Instance", "i-1"),
                    records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("v", 3)),
                    records.nodeUpsert("EC2Subnet", "s-1", List.of("EC2Subnet"), Map.of()),
                    records.nodeDelete("EC2Subnet", "s-1"),
                    records.tombstone("N|EC2Vpc|v-1"));
        }

        assertThat(neo4j.count("MATCH (n:EC2Instance) RETURN n.v")).isEqualTo(3);
        assertThat(neo4j.count("MATCH (n:CartostreamEntity) RETURN count(n)")).isEqualTo(1);
    }

    @Test
    void shouldIsolateTheBadRowWhenOthersAreFine() {
        try (TaskHarness task = new TaskHarness(neo4j, Map.of("neo4j.indexes", "Doc.text")).start()) {
            List<SinkRecord> poll = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                poll.add(records.nodeUpsert(
                        "Doc", "d" + i, List.of("Doc"), Map.of("text", i == 37 ? noise() : "short")));
            }
            SinkRecord invalid = records.nodeUpsert("Doc", "x", List.of("Doc", "CartostreamBare"), Map.of());
            poll.add(invalid);
            task.put(poll);

            assertThat(task.deadLetters).containsExactlyInAnyOrder(poll.get(37), invalid);
        }
        assertThat(neo4j.count("MATCH (n:Doc) RETURN count(n)")).isEqualTo(99);
    }

    @Test
    void shouldAskForRedeliveryWhileADeadLetterHangsAndSendItOnce() {
        try (TaskHarness task = new TaskHarness(neo4j, Map.of(), Duration.ofMillis(200)).start()) {
            CompletableFuture<Void> hanging = new CompletableFuture<>();
            task.letter = hanging;
            SinkRecord bad = records.nodeUpsert("CartostreamEntity", "a", List.of("CartostreamEntity"), Map.of());
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatExceptionOfType(RetriableException.class)
                        .isThrownBy(() -> task.task().put(List.of(bad)))
                        .withMessageContaining("is not acknowledged");
            }
            hanging.complete(null);
            task.put(bad, records.nodeUpsert("Host", "b", List.of("Host"), Map.of()));

            assertThat(task.deadLetters).containsExactly(bad);
        }
        assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isEqualTo(1);
    }

    @Test
    void shouldNameTheOffsetWhenABadRowHasNowhereToGo() {
        try (TaskHarness task = new TaskHarness(neo4j, Map.of("neo4j.indexes", "Doc.text"), false, "topic-1").start()) {
            SinkRecord bad = records.nodeUpsert("Doc", "d", List.of("Doc"), Map.of("text", noise()));

            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> task.put(bad))
                    .isNotInstanceOf(RetriableException.class)
                    .withMessageContaining(
                            "test.graph-changes-" + bad.kafkaPartition() + " offset " + bad.kafkaOffset());
        }
    }

    @Test
    void shouldReportARowThatAForeignConstraintRefuses() {
        neo4j.run("CREATE CONSTRAINT theirs FOR (n:Host) REQUIRE n.name IS UNIQUE");
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.put(records.nodeUpsert("Host", "1", List.of("Host"), Map.of("name", "same")));
            SinkRecord second = records.nodeUpsert("Host", "2", List.of("Host"), Map.of("name", "same"));
            task.put(second, records.nodeUpsert("Host", "3", List.of("Host"), Map.of("name", "other")));

            assertThat(task.deadLetters).containsExactly(second);
        }
        assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isEqualTo(2);
    }

    @Test
    void shouldRecoverWhenTheDatabaseWasAway() {
        SinkRecord first = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1"));
        SinkRecord second = records.nodeUpsert("EC2Instance", "i-2", List.of("EC2Instance"), Map.of("id", "i-2"));
        SinkRecord third = records.nodeUpsert("EC2Instance", "i-3", List.of("EC2Instance"), Map.of("id", "i-3"));
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.put(first);
            neo4j.kill();
            for (int again = 0; again < 3; again++) {
                assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> task.put(second));
            }
            assertThat(task.timeout()).isEqualTo(50);
            // one that starts meanwhile waits, too
            try (TaskHarness late = new TaskHarness(neo4j, Map.of("fence.writer", "late")).start()) {
                assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> late.put(List.of()));
                neo4j.start();
                assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> late.put(third));
                late.put(third);
            }
            task.put(second);

            assertThat(task.deadLetters).isEmpty();
        }
        assertThat(neo4j.count("MATCH (n:EC2Instance) RETURN count(n)")).isEqualTo(3);
    }

    @Test
    void shouldStopAReplacedTaskAfterAFewPolls() {
        SinkRecord record = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "late"));
        SinkRecord newer = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1"));
        try (TaskHarness replaced = new TaskHarness(neo4j, Map.of()).start();
                TaskHarness successor = new TaskHarness(neo4j, Map.of("fence.writer", "sink")).start()) {
            successor.put(newer);
            for (int again = 1; again < 5; again++) {
                assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> replaced.put(record));
            }
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> replaced.put(record))
                    .isNotInstanceOf(RetriableException.class)
                    .withMessageContaining("fence.writer");
            successor.put(newer);
        }
        assertThat(node("i-1")).containsEntry("id", "i-1");
    }

    @Test
    @Tag("long")
    void shouldNotWriteAnOldPollWhenItsFencesRiseLate() {
        SinkRecord stale =
                records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1", "state", "stale"));
        SinkRecord newer =
                records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1", "state", "newer"));
        SinkRecord newest = records.nodeUpsert(
                "EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1", "state", "newest"));
        neo4j.kill();
        try (TaskHarness suspended = new TaskHarness(neo4j, Map.of()).start()) { // cannot raise its fences yet
            assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> suspended.put(stale));
            neo4j.start();
            // now it hangs; Kafka takes it for dead and gives its partitions to another
            try (TaskHarness successor = new TaskHarness(neo4j, Map.of()).start()) {
                successor.put(newer);
                // it wakes up inside put(): a poll must tell it whether it still owns the partitions before it writes
                assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> suspended.put(stale));
                assertThat(node("i-1")).containsEntry("state", "newer");

                // its epochs are higher now, until the poll tells it and it closes: then the successor goes on by
                // itself
                assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> successor.put(newest));
                suspended.task().close(TaskHarness.partitions());
                assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> successor.put(newest));
                assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> successor.put(newest));
                successor.put(newest);
            }
        }
        assertThat(node("i-1")).containsEntry("state", "newest");
    }

    @Test
    void shouldNotFinishAnAbandonedPollWhenItsPartitionsReopen() {
        SinkRecord bad = records.nodeUpsert("Doc", "bad", List.of("Doc"), Map.of("text", noise()));
        SinkRecord stale =
                records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1", "state", "stale"));
        SinkRecord newer =
                records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1", "state", "newer"));
        SinkRecord later = records.nodeUpsert("Doc", "later", List.of("Doc"), Map.of());
        Map<String, String> rowByRow =
                Map.of("neo4j.indexes", "Doc.text", "neo4j.batch.rows", "1", "neo4j.bad-row.attempts", "2");
        CompletableFuture<Void> letter = new CompletableFuture<>();
        try (TaskHarness task = new TaskHarness(neo4j, rowByRow, Duration.ofMillis(500)).start();
                TaskHarness other = new TaskHarness(neo4j, Map.of("neo4j.indexes", "Doc.text"))) {
            // hangs between two transactions, longer than anybody waits
            task.letter = letter;
            task.task().put(List.of(bad, stale));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> task.deadLetters.contains(bad));
            task.task().close(TaskHarness.partitions());
            other.start().put(newer);
            other.task().close(TaskHarness.partitions());
            task.task().open(TaskHarness.partitions());

            letter.complete(null);
            task.put(later); // after the rest of the poll: one thread writes
        }
        assertThat(neo4j.count("MATCH (n:Doc) RETURN count(n)")).isEqualTo(1);
        assertThat(node("i-1")).containsEntry("state", "newer");
    }

    @Test
    void shouldAcceptRecordsWhileItWritesButCommitOnlyWrittenOnes() {
        SinkRecord first = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1"));
        SinkRecord second = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "again"));
        TopicPartition partition = new TopicPartition(first.topic(), first.kafkaPartition());
        Map<TopicPartition, OffsetAndMetadata> both =
                Map.of(partition, new OffsetAndMetadata(second.kafkaOffset() + 1));
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start();
                Session session = neo4j.driver().session();
                Transaction holder = session.beginTransaction()) {
            task.put(first);
            holder.run("MATCH (n:EC2Instance) SET n.held = true").consume();
            task.task().put(List.of(second));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(neo4j::someoneIsBlocked);

            assertThat(task.task().preCommit(both))
                    .isEqualTo(Map.of(partition, new OffsetAndMetadata(second.kafkaOffset())));
            holder.rollback();
            task.settle(both);
        }
        assertThat(neo4j.count("MATCH (n:EC2Instance {id: 'again'}) RETURN count(n)"))
                .isEqualTo(1);
    }

    @Test
    void shouldCountAPollOnceWhenItIsDeliveredRepeatedly() {
        SinkRecord first = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1"));
        List<SinkRecord> poll = List.of(
                records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "before")),
                records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "again")),
                records.nodeUpsert("EC2Subnet", "s-1", List.of("EC2Subnet", "CartostreamBare"), Map.of()),
                records.tombstone("N|EC2Vpc|v-1"));
        try (TaskHarness task = new TaskHarness(neo4j, Map.of(), Duration.ofMillis(100)).start();
                Session session = neo4j.driver().session();
                Transaction holder = session.beginTransaction()) {
            task.put(first);
            holder.run("MATCH (n:EC2Instance) SET n.held = true").consume();
            task.task().put(List.of(first));
            for (int again = 0; again < 3; again++) {
                assertThatExceptionOfType(RetriableException.class)
                        .isThrownBy(() -> task.task().put(poll));
            }
            holder.rollback();
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(RetriableException.class)
                    .until(() -> {
                        task.task().put(poll);
                        return true;
                    });

            assertThat(task.metric("TombstonesIgnored")).isEqualTo(1L);
            assertThat(task.metric("RecordsCoalesced")).isEqualTo(1L);
            assertThat(task.metric("BadRows")).isEqualTo(1L);
        }
    }

    @Test
    void shouldCountBareEndsWhenThereIsNoPauseBetweenPolls() {
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.task().put(List.of(records.relationshipUpsert("PART_OF", INSTANCE, SUBNET, Map.of())));
            // and no preCommit() that finds it idle
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(task.metric("BareEnds"))
                    .isEqualTo(2L));
        }
    }

    @Test
    void shouldRefuseARecreatedTopicWhenConfiguredTo() {
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.put(records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1")));
        }
        try (TaskHarness strict = new TaskHarness(neo4j, Map.of("fence.on-gap", "refuse"), true, "topic-2")) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(strict::start)
                    .withMessageContaining("was recreated");
        }
        try (TaskHarness lenient = new TaskHarness(neo4j, Map.of(), true, "topic-2").start()) {
            assertThat(lenient.rewound)
                    .as("the committed offsets mean nothing for the new topic")
                    .hasSize(TaskHarness.PARTITIONS)
                    .containsEntry(new TopicPartition(ChangeRecords.TOPIC, 0), 0L);
            lenient.put(records.nodeDelete("EC2Instance", "i-1"));
        }
        assertThat(neo4j.count("MATCH (n:EC2Instance) RETURN count(n)")).isZero();
    }

    @Test
    void shouldReadARecreatedTopicFromItsStartAfterATaskDied() {
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.put(records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1")));
        }
        try (TaskHarness killed = new TaskHarness(neo4j, Map.of(), true, "topic-2").start()) {
            assertThat(killed.rewound).hasSize(TaskHarness.PARTITIONS); // and dies before Connect commits an offset
        }
        try (TaskHarness task = new TaskHarness(neo4j, Map.of(), true, "topic-2").start()) {
            assertThat(task.rewound).hasSize(TaskHarness.PARTITIONS).containsEntry(partition(0), 0L);
        }
    }

    @Test
    void shouldReadAgainWhatIsMissingFromARestoredGraph() {
        SinkRecord first = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1"));
        SinkRecord second = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "later"));
        SinkRecord third = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "last"));
        TopicPartition partition = new TopicPartition(first.topic(), first.kafkaPartition());
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.put(first);
        }
        // what came after is committed in Kafka, and not in this graph
        try (TaskHarness task = new TaskHarness(neo4j, Map.of())) {
            task.positions.put(partition, new ConsumerPosition(2, 0));
            task.start();
            assertThat(task.rewound).isEqualTo(Map.of(partition, 1L));
            assertThat(task.task().preCommit(Map.of(partition, new OffsetAndMetadata(2))))
                    .as("not before it is read again")
                    .isEqualTo(Map.of(partition, new OffsetAndMetadata(1)));
            task.put(second, third);
        }
        try (TaskHarness task = new TaskHarness(neo4j, Map.of())) {
            task.positions.put(partition, new ConsumerPosition(3, 0));
            assertThat(task.start().rewound).isEmpty();
        }
        assertThat(node("last")).containsEntry("id", "last");
    }

    @Test
    @Tag("long")
    void shouldSkipRecordsThatWerePolledBeforeARewind() {
        SinkRecord old = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "old"));
        SinkRecord polled = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "polled"));
        TopicPartition partition = new TopicPartition(old.topic(), old.kafkaPartition());
        neo4j.kill();
        try (TaskHarness task = new TaskHarness(neo4j, Map.of())) {
            task.positions.put(partition, new ConsumerPosition(1, 0));
            task.start(); // cannot look at its fences yet
            assertThatExceptionOfType(RetriableException.class)
                    .isThrownBy(() -> task.task().put(List.of(polled)));
            neo4j.start();
            assertThatExceptionOfType(RetriableException.class)
                    .isThrownBy(() -> task.task().put(List.of(polled)));
            assertThat(task.rewound).isEqualTo(Map.of(partition, 0L));

            task.task().put(List.of(polled)); // as Connect does with a delivery that was refused
            assertThat(task.task().preCommit(Map.of(partition, new OffsetAndMetadata(2))))
                    .isEqualTo(Map.of(partition, new OffsetAndMetadata(0)));
            assertThat(neo4j.count("MATCH (n:EC2Instance) RETURN count(n)")).isZero();

            task.put(old, polled);
        }
        assertThat(node("polled")).containsEntry("id", "polled");
    }

    @Test
    void shouldNotRewindWhenTombstonesAndDeadLettersCameLast() {
        SinkRecord first = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1"));
        TopicPartition partition = new TopicPartition(first.topic(), first.kafkaPartition());
        long committed;
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            task.put(first);
            SinkRecord tombstone = records.tombstone("N|EC2Instance|i-1");
            task.put(tombstone);
            // and one that Connect's converter could not read: it never comes here
            committed = tombstone.kafkaOffset() + 2;
            assertThat(task.task().preCommit(Map.of(partition, new OffsetAndMetadata(committed))))
                    .isEqualTo(Map.of(partition, new OffsetAndMetadata(committed)));
        }
        try (TaskHarness task = new TaskHarness(neo4j, Map.of())) {
            task.positions.put(partition, new ConsumerPosition(committed, 0));
            assertThat(task.start().rewound).isEmpty();
        }
    }

    @Test
    void shouldRefuseToContinueAfterLeavingRecordsUnreadTooLong() {
        SinkRecord first = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1"));
        SinkRecord second = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-2"));
        TopicPartition partition = new TopicPartition(first.topic(), first.kafkaPartition());
        try (TaskHarness task = new TaskHarness(neo4j, SHORT_RETENTION).start(List.of(partition))) {
            task.put(first);
            long time = time(partition);
            Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> {
                idle(task, partition); // reads on, and there is nothing new
                return time(partition) > time + RETENTION_MILLIS;
            });
            task.unread.add(partition); // paused: Connect goes on to ask for offsets, and delivers nothing
            awaitAbsence(() -> idle(task, partition), partition);
            assertThatExceptionOfType(ConnectException.class)
                    .as("again, whatever is delivered: a refusal is no presence")
                    .isThrownBy(() -> task.task().put(List.of(second)))
                    .withMessageContaining("longer ago than the topic retains deletions");
            task.unread.clear(); // the deletion and its tombstone are compacted away
            task.task().preCommit(Map.of(partition, new OffsetAndMetadata(1)));
        }
        assertThatExceptionOfType(ConnectException.class)
                .as("and by the next start")
                .isThrownBy(() -> new TaskHarness(neo4j, SHORT_RETENTION).start())
                .withMessageContaining("longer ago than the topic retains deletions");
        assertThat(node("i-1")).containsEntry("id", "i-1");
    }

    @Test
    @Tag("long")
    void shouldRefuseToContinueWhenTheDatabaseWasAwayTooLong() {
        SinkRecord first = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1"));
        SinkRecord second = records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-2"));
        TopicPartition partition = new TopicPartition(first.topic(), first.kafkaPartition());
        try (TaskHarness task = new TaskHarness(neo4j, SHORT_RETENTION).start(List.of(partition))) {
            task.put(first);
            neo4j.kill();
            awaitAbsence(
                    () -> {
                        try {
                            task.task().put(List.of(second));
                        } catch (RetriableException e) {
                            task.task().preCommit(Map.of(partition, new OffsetAndMetadata(1)));
                        }
                    },
                    partition);
            neo4j.start();
        }
        assertThat(node("i-1")).containsEntry("id", "i-1");
    }

    @Test
    void shouldNotRewindWhenABadRowCameLast() {
        Map<String, String> indexed = Map.of("neo4j.indexes", "Doc.text");
        SinkRecord good = records.nodeUpsert("Doc", "good", List.of("Doc"), Map.of("text", "short"));
        SinkRecord bad = records.nodeUpsert("Doc", "bad", List.of("Doc"), Map.of("text", noise()));
        try (TaskHarness first = new TaskHarness(neo4j, indexed).start();
                TaskHarness restarted = new TaskHarness(neo4j, indexed)) {
            first.put(good, bad);
            assertThat(first.deadLetters).containsExactly(bad);

            restarted.positions.putAll(first.committed);
            assertThat(restarted.start().rewound)
                    .as("what is read again becomes a dead letter again")
                    .isEmpty();
        }
    }

    private static void idle(TaskHarness task, TopicPartition partition) {
        task.task().put(List.of());
        task.task().preCommit(Map.of(partition, new OffsetAndMetadata(1)));
    }

    private static void awaitAbsence(Runnable polling, TopicPartition partition) {
        Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(polling::run)
                        .isNotInstanceOf(RetriableException.class)
                        .withMessageContaining("this sink last wrote " + partition));
    }

    private long time(TopicPartition partition) {
        return neo4j.count("MATCH (f:CartostreamFence {partition: " + partition.partition() + "}) RETURN f.time");
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(ChangeRecords.TOPIC, number);
    }

    @Test
    void shouldRefuseToStartOnAGraphThatCartographyWrote() {
        neo4j.run("CREATE (:AWSAccount {id: '1', lastupdated: 5})");
        TaskHarness task = new TaskHarness(neo4j, Map.of());

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(task::start)
                .isNotInstanceOf(RetriableException.class)
                .withMessageContaining("AWSAccount without :CartostreamEntity");
        task.close();
    }

    @Test
    void shouldStartBesideNodesOfNoInventory() {
        neo4j.run("CREATE (:Team {name: 'platform'})");
        try (TaskHarness task =
                new TaskHarness(neo4j, Map.of("neo4j.indexes", "EC2Instance.id,Odd`Label.a b")).start()) {
            task.put(records.nodeUpsert("EC2Instance", "i-1", List.of("EC2Instance"), Map.of("id", "i-1")));
        }
        assertThat(neo4j.count("SHOW INDEXES YIELD labelsOrTypes, properties WHERE properties IN [['id'], ['a b']]"
                        + " RETURN count(*)"))
                .isEqualTo(2);
        // a second start finds its own graph and everything prepared
        try (TaskHarness task = new TaskHarness(neo4j, Map.of("neo4j.indexes", "EC2Instance.id")).start()) {
            task.put(records.nodeDelete("EC2Instance", "i-1"));
        }
    }

    @Test
    void shouldSayWhatIsWrongWhenThePasswordIs() {
        TaskHarness task = new TaskHarness(neo4j, Map.of("neo4j.password", "wrong-password"));

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(task::start)
                .isNotInstanceOf(RetriableException.class)
                .withMessageContaining("neo4j.password");
        task.close();
    }

    private static String noise() {
        // longer than an index entry may be
        return "x".repeat(40_000);
    }

    private Map<String, Object> node(String id) {
        return neo4j.run("MATCH (n:EC2Instance {id: $id}) RETURN n", Map.of("id", id))
                .get(0)
                .get("n")
                .asNode()
                .asMap();
    }
}
