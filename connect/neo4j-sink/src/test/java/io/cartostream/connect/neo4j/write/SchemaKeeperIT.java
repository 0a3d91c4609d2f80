package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.config.ConfiguredIndex;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.database.UnusableException;
import io.cartostream.testkit.Neo4jProcess;
import io.cartostream.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Preparing a database from several tasks, beside failed indexes, and with data that violates the key. */
final class SchemaKeeperIT {
    private static final int TASKS = 6;

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final Neo4jDatabase graph = new Neo4jDatabase(neo4j.newDriver(), "neo4j", Duration.ofSeconds(60));

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void shouldPrepareAnEmptyDatabaseFromSeveralTasksAtOnce() throws IOException {
        List<ConfiguredIndex> indexes = indexesOfTheRepository();
        CyclicBarrier start = new CyclicBarrier(TASKS);
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(TASKS);
        try {
            for (int task = 0; task < TASKS; task++) {
                tasks.add(CompletableFuture.runAsync(
                        () -> {
                            try {
                                start.await();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            prepareWithRetry(indexes);
                        },
                        threads));
            }
            assertThatCode(() -> CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new))
                            .join())
                    .doesNotThrowAnyException();
        } finally {
            threads.shutdown();
        }

        assertThat(neo4j.count("SHOW CONSTRAINTS YIELD name RETURN count(*)")).isEqualTo(2);
        assertThat(neo4j.count(
                        "SHOW INDEXES YIELD type, state WHERE type = 'RANGE' AND state = 'ONLINE' RETURN count(*)"))
                .isEqualTo(2 + new HashSet<>(indexes).size());
    }

    /** Retries as a task does, because two tasks may lock each other out. */
    private void prepareWithRetry(List<ConfiguredIndex> indexes) {
        for (int attempt = 1; ; attempt++) {
            try {
                new SchemaKeeper(graph).prepare(indexes);
                return;
            } catch (UnreachableException e) {
                if (attempt == TASKS) {
                    throw e;
                }
            }
        }
    }

    @Test
    void shouldContinueBesideAForeignFailedIndex() {
        neo4j.run("CREATE (:Team {text: $long})", Map.of("long", "x".repeat(40_000)));
        neo4j.run("CREATE INDEX theirs FOR (n:Team) ON (n.text)");
        awaitFailed("theirs");

        assertThatCode(() -> new SchemaKeeper(graph).prepare(List.of())).doesNotThrowAnyException();
    }

    @Test
    void shouldContinueWithoutAFailedLookupIndex() {
        neo4j.run("CREATE (:CartostreamEntity:Doc {_key: 'N|Doc|1', text: $long})", Map.of("long", "x".repeat(40_000)));
        List<ConfiguredIndex> indexes = List.of(ConfiguredIndex.parse("Doc.text"));

        assertThatCode(() -> new SchemaKeeper(graph).prepare(indexes)).doesNotThrowAnyException();
        assertThatCode(() -> new SchemaKeeper(graph).prepare(indexes)).doesNotThrowAnyException();
        assertThat(neo4j.count("SHOW INDEXES YIELD state WHERE state = 'FAILED' RETURN count(*)"))
                .isEqualTo(1);
    }

    @Test
    void shouldNameTheNodesThatHaveTheSameKey() {
        neo4j.run("UNWIND ['N|Host|a', 'N|Host|a', 'N|Host|b'] AS key CREATE (:CartostreamEntity:Host {_key: key})");

        assertThatExceptionOfType(UnusableException.class)
                .isThrownBy(() -> new SchemaKeeper(graph).prepare(List.of()))
                .withMessageContaining(":CartostreamEntity(_key)")
                .withMessageContaining("'N|Host|a'")
                .withMessageContaining(
                        "MATCH (n:CartostreamEntity) WITH n._key AS key, count(*) AS nodes WHERE nodes > 1");
    }

    @Test
    void shouldNameAnIndexThatIsInTheWayOfTheConstraint() {
        neo4j.run("CREATE INDEX theirs FOR (n:CartostreamEntity) ON (n._key)");

        assertThatExceptionOfType(UnusableException.class)
                .isThrownBy(() -> new SchemaKeeper(graph).prepare(List.of()))
                .withMessageContaining("no unique constraint on :CartostreamEntity(_key)")
                .withMessageContaining("drop");
    }

    private void awaitFailed(String index) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> neo4j.count("SHOW INDEXES YIELD name, state WHERE name = '" + index
                                + "' AND state = 'FAILED' RETURN count(*)")
                        == 1);
    }

    private static List<ConfiguredIndex> indexesOfTheRepository() throws IOException {
        String config = Files.readString(RepositoryFiles.root().resolve("connect/neo4j-sink/config/neo4j-sink.json"));
        Matcher list = Pattern.compile("\"neo4j.indexes\": \"([^\"]+)\"").matcher(config);
        assertThat(list.find()).isTrue();
        return Stream.of(list.group(1).split(",")).map(ConfiguredIndex::parse).toList();
    }
}
