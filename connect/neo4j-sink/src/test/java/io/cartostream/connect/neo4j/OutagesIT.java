package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.testkit.Neo4jProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database that dies, or that cannot write any more, in the middle of a load: all of it arrives in the end, once. */
@Tag("long")
final class OutagesIT {
    private static final int OUTAGE_SECONDS = Integer.getInteger("faults.outage.seconds", 5);
    private static final int POLLS = 20;
    private static final int POLL = 1_000;
    /** A log of transactions of more than this does not fit on the disk. */
    private static final int DISK_KILOBYTES = 12_000;

    private final ChangeRecords records = new ChangeRecords(TaskHarness.PARTITIONS);

    @Test
    void shouldWaitOutAnOutageAndLoseNothing() throws Exception {
        try (Neo4jProcess neo4j = Neo4jProcess.separate();
                TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            CompletableFuture<Void> half = new CompletableFuture<>();
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                for (int poll = 0; poll < POLLS; poll++) {
                    if (poll == POLLS / 2) {
                        half.complete(null);
                    }
                    deliver(task, poll(poll, "short"));
                }
            });
            half.get(120, TimeUnit.SECONDS);
            neo4j.kill();
            Awaitility.await()
                    .pollDelay(Duration.ofSeconds(OUTAGE_SECONDS))
                    .atMost(Duration.ofSeconds(OUTAGE_SECONDS + 10L))
                    .until(() -> true);
            assertThat(load).isNotDone();
            neo4j.start();
            long begin = System.nanoTime();
            load.get(300, TimeUnit.SECONDS);
            System.out.printf(
                    "after an outage of %d s: all written %.1f s after Neo4j was ready%n",
                    OUTAGE_SECONDS, (System.nanoTime() - begin) / 1e9);

            assertThat(task.deadLetters).isEmpty();
            assertThat(neo4j.count("MATCH (n:Doc) RETURN count(n)")).isEqualTo((long) POLLS * POLL);
        }
    }

    @Test
    void shouldAnswerConnectWhileTheDatabaseHangs() {
        Duration patience = Duration.ofSeconds(1);
        Duration soon = Duration.ofSeconds(20); // the driver itself waits two minutes, for each of several answers
        SinkRecord first = records.nodeUpsert("Doc", "a", List.of("Doc"), Map.of());
        SinkRecord tombstone = records.tombstone("N|Doc|a");
        TopicPartition partition = new TopicPartition(first.topic(), first.kafkaPartition());
        Map<TopicPartition, OffsetAndMetadata> begin = Map.of(partition, new OffsetAndMetadata(1));
        Map<TopicPartition, OffsetAndMetadata> end = Map.of(partition, new OffsetAndMetadata(2));
        try (Neo4jProcess neo4j = Neo4jProcess.separate();
                TaskHarness task = new TaskHarness(neo4j, Map.of(), patience).start()) {
            task.put(first);
            neo4j.freeze();
            try {
                task.task().put(List.of(tombstone));
                for (int again = 0; again < 2; again++) {
                    assertThat(CompletableFuture.supplyAsync(() -> task.task().preCommit(end)))
                            .as("no offset that is not on the fence")
                            .succeedsWithin(soon)
                            .isEqualTo(begin);
                }
            } finally {
                neo4j.thaw();
            }
            task.settle(end);
            neo4j.freeze();
            try {
                assertThat(CompletableFuture.runAsync(() -> task.task().close(TaskHarness.partitions())))
                        .succeedsWithin(soon);
            } finally {
                neo4j.thaw();
            }
        }
    }

    @Test
    void shouldWaitWhileTheDiskIsFull() {
        try (Neo4jProcess neo4j = Neo4jProcess.separate();
                TaskHarness task =
                        new TaskHarness(neo4j, Map.of("neo4j.bad-row.attempts", "2"), Duration.ofSeconds(10)).start()) {
            task.put(poll(0, "short"));
            neo4j.restartWithFileLimit(DISK_KILOBYTES);
            String large = "x".repeat(1_000);
            int written = 0;
            List<SinkRecord> refused = List.of();
            while (refused.isEmpty()) {
                assertThat(written).as("the disk must be full at some time").isLessThan(100);
                List<SinkRecord> poll = poll(++written, large);
                try {
                    task.put(poll);
                } catch (RetriableException e) {
                    refused = poll;
                }
            }
            List<SinkRecord> waiting = refused;
            for (int again = 0; again < 3; again++) {
                assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> task.put(waiting));
            }
            assertThat(task.deadLetters).as("no row is to blame").isEmpty();

            neo4j.restartWithFileLimit(0);
            deliver(task, refused);
            assertThat(task.deadLetters).isEmpty();
            assertThat(neo4j.count("MATCH (n:Doc) RETURN count(n)")).isEqualTo((written + 1L) * POLL);
        }
    }

    /** As a worker does: what a put refuses is put again. */
    private static void deliver(TaskHarness task, List<SinkRecord> poll) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(OUTAGE_SECONDS + 240L))
                .ignoreException(RetriableException.class)
                .until(() -> {
                    task.put(poll);
                    return true;
                });
    }

    private List<SinkRecord> poll(int number, String text) {
        List<SinkRecord> poll = new ArrayList<>(POLL);
        for (int i = 0; i < POLL; i++) {
            poll.add(records.nodeUpsert("Doc", number + "-" + i, List.of("Doc"), Map.of("text", text)));
        }
        return poll;
    }
}
