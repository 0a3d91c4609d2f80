package io.cartostream.cli.graph;

import io.cartostream.cli.CliRun;
import io.cartostream.cli.LocalCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.neo4j.driver.Session;

/**
 * The built-in sink beside Neo4j's own connector with our ready configuration, one after the other on the same topic, each with a
 * database of its own; prints rows per second
 * (the second or so that a paused connector takes to go on is in them) and the databases' processor seconds; the first round is cold. Not a test: run the main with
 * the test class path and the environment variable {@code NEO4J_CONNECTOR} (system property {@code rows}).
 */
@SuppressWarnings("NullAway") // a main that fails is seen
final class OfficialBench {
    private static final int ROWS = Integer.getInteger("rows", 10_000);
    private static final int LABELS = 60;

    private static final int ROUNDS = Integer.getInteger("rounds", 2);

    private final SinkStack stack;
    private final Map<String, String> databases;
    private final Map<String, Long> expected = new HashMap<>();

    private OfficialBench(SinkStack stack, Map<String, String> databases) {
        this.stack = stack;
        this.databases = databases;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("official-bench");
        try (SinkStack stack = new SinkStack(folder)) {
            String ours = stack.database("ours");
            String theirs = stack.database("theirs");
            stack.run(ours, "deploy");
            stack.sink(
                    ours, Path.of(System.getenv("NEO4J_CONNECTOR")).toRealPath().toString());
            try (Session session = stack.driver(theirs).session()) {
                session.run("CREATE CONSTRAINT FOR (n:CartostreamEntity) REQUIRE n._key IS UNIQUE")
                        .consume();
            }
            CliRun deployed = stack.run(
                    theirs,
                    "deploy",
                    "--connector",
                    LocalCluster.root()
                            .resolve("connect/neo4j-sink/config/official-neo4j-connector.json")
                            .toString(),
                    "--connector-config",
                    "neo4j.uri=" + theirs);
            System.out.print(deployed.err());
            OfficialBench bench = new OfficialBench(stack, Map.of("neo4j-sink", ours, "neo4j-official", theirs));
            for (int round = 0; round < ROUNDS; round++) {
                bench.round(round);
            }
        }
        System.exit(0);
    }

    private void round(int round) throws Exception {
        Random random = new Random(round);
        databases.keySet().forEach(name -> stack.connector("PUT", name + "/pause"));
        for (int i = 0; i < ROWS; i++) {
            int label = (int) Math.min(LABELS - 1, Math.abs(random.nextGaussian()) * LABELS / 4);
            stack.sendLater(Changes.node("L" + label, round + "-" + i, "bench"));
        }
        measure(round, LABELS + " skewed labels", "MATCH (n:Asset) RETURN count(n)");
        for (int i = 0; i < ROWS; i++) {
            stack.sendLater(Changes.linked(round + "-" + i, round + "-" + random.nextInt(ROWS)));
        }
        measure(round, "relationships of one type", "MATCH ()-[r:LINKS]->() RETURN count(r)");
    }

    private void measure(int round, String what, String count) throws Exception {
        stack.flush();
        expected.merge(what, (long) ROWS, Long::sum);
        for (String name : List.of("neo4j-sink", "neo4j-official")) {
            String uri = databases.get(name);
            double cpu = stack.cpuSeconds(uri);
            long begin = System.nanoTime();
            stack.connector("PUT", name + "/resume");
            try (Session session = stack.driver(uri).session()) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(10))
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> session.run(count).single().get(0).asLong() >= expected.get(what));
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "round %d %-15s %-26s %6.0f rows/s, Neo4j CPU %6.2f s%n",
                    round,
                    name,
                    what,
                    ROWS / seconds,
                    stack.cpuSeconds(uri) - cpu);
            stack.connector("PUT", name + "/pause");
        }
    }
}
