package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.testkit.Neo4jProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults of the database and of the data under load: no good record is lost, and no bad record blocks the others. */
@Tag("long")
final class SinkFaultsIT {
    private static final int ROWS = Integer.getInteger("faults.rows", 20_000);
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 1);
    private static final int POLL = 4_000;
    private static final int BAD = 10;

    private final ChangeRecords records = new ChangeRecords(TaskHarness.PARTITIONS);

    @Test
    void shouldWaitWhileTheDatabaseIsReadOnly() {
        try (Neo4jProcess neo4j = Neo4jProcess.separate();
                TaskHarness task = new TaskHarness(neo4j, Map.of("neo4j.bad-row.attempts", "2")).start()) {
            List<SinkRecord> poll = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                poll.add(records.nodeUpsert("Host", "h" + i, List.of("Host"), Map.of("id", i)));
            }
            task.put(poll.subList(0, 10));
            neo4j.restart("server.databases.read_only=neo4j");
            for (int again = 0; again < 5; again++) {
                assertThatExceptionOfType(RetriableException.class)
                        .isThrownBy(() -> task.put(poll))
                        .withMessageContaining("Neo4j cannot be used now");
            }
            neo4j.restart();
            task.put(poll);

            assertThat(task.deadLetters).isEmpty();
            assertThat(neo4j.count("MATCH (n:Host) RETURN count(n)")).isEqualTo(50);
        }
    }

    @Test
    void shouldFindExactlyTheRowsThatAreTooLargeForAnIndex() {
        badRows(
                "too large",
                "is too large to index",
                i -> Map.of("text", "x".repeat(40_000))); // an index entry holds 8 KB at most
    }

    @Test
    void shouldFindExactlyTheRowsThatBreakAConstraint() {
        badRows(
                "not unique",
                "already exists with label `Doc` and property `serial` = 'taken",
                i -> Map.of("text", "short", "serial", "taken" + i % BAD));
    }

    /** Prints the cost of the bad rows. A bound on it would need an idle machine. */
    private void badRows(String why, String reason, IntFunction<Map<String, Object>> badRow) {
        Neo4jProcess neo4j = Neo4jProcess.empty();
        neo4j.run("CREATE INDEX FOR (n:Doc) ON (n.text)");
        neo4j.run("CREATE CONSTRAINT FOR (n:Doc) REQUIRE n.serial IS UNIQUE");
        neo4j.run("UNWIND range(0, $bad - 1) AS i CREATE (:Doc {serial: 'taken' + i})", Map.of("bad", BAD));
        Set<String> expected = new TreeSet<>();
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start();
                TaskHarness restarted = new TaskHarness(neo4j, Map.of())) {
            load(task, "warm", Set.of(), badRow);
            double good = 0;
            double mixed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                good += load(task, "good" + round + "-", Set.of(), badRow);
                Set<Integer> bad = new TreeSet<>();
                bad.add(ROWS - 1); // nothing good behind it
                new Random(42 + round)
                        .ints(0, ROWS - 1)
                        .distinct()
                        .limit(BAD - 1)
                        .forEach(bad::add);
                String prefix = "mixed" + round + "-";
                bad.forEach(i -> expected.add("N|Doc|" + prefix + i));
                mixed += load(task, prefix, bad, badRow);
            }
            System.out.printf(
                    "%d rows: %.1f s without, %.1f s with %d bad ones, %s (%.0f %% more)%n",
                    ROWS, good / ROUNDS, mixed / ROUNDS, BAD, why, 100 * (mixed / good - 1));

            assertThat(task.deadLetters)
                    .extracting(record -> String.valueOf(record.key()))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(task.reasons).as("each with its reason").allSatisfy(text -> assertThat(text)
                    .contains(reason));

            restarted.positions.putAll(task.committed);
            assertThat(restarted.start().rewound)
                    .as("what is read again becomes a dead letter again")
                    .isEmpty();
        }
        assertThat(neo4j.count("MATCH (n:CartostreamEntity:Doc) RETURN count(n)"))
                .isEqualTo((1L + 2 * ROUNDS) * ROWS - expected.size());
    }

    private double load(TaskHarness task, String prefix, Set<Integer> bad, IntFunction<Map<String, Object>> badRow) {
        long nanos = 0;
        for (int from = 0; from < ROWS; from += POLL) {
            List<SinkRecord> poll = new ArrayList<>();
            for (int i = from; i < Math.min(ROWS, from + POLL); i++) {
                Map<String, Object> properties =
                        bad.contains(i) ? badRow.apply(i) : Map.of("text", "short", "serial", prefix + i);
                poll.add(records.nodeUpsert("Doc", prefix + i, List.of("Doc"), properties));
            }
            long begin = System.nanoTime();
            task.put(poll);
            nanos += System.nanoTime() - begin;
        }
        return nanos / 1e9;
    }
}
