package io.cartostream.cli.graph;

import io.cartostream.avro.GraphChange;
import io.cartostream.cli.LocalCluster;
import io.cartostream.cli.connection.ConnectRest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.neo4j.driver.Session;

/**
 * The built-in sink beside Neo4j's own connector, one after the other on the same entities and the same database, emptied in between, its plans too: with
 * our ready configuration (Cypher) on the same topic, and with its CUD strategy at three settings on a topic in that format, since CUD cannot read ours.
 * Prints rows per second (the second or so that a paused connector takes to go on is in them) and the database's processor seconds;
 * the first round is cold. Not a test: {@code bench/sinks}, with the environment variable {@code NEO4J_CONNECTOR} (system properties {@code rows}, {@code cud.rows}, {@code rounds}).
 */
@SuppressWarnings("NullAway") // a main that fails is seen
final class OfficialBench {
    private static final int ROWS = Integer.getInteger("rows", 10_000);
    /** Fewer: at many labels this strategy is slow enough to measure. */
    private static final int CUD_ROWS = Integer.getInteger("cud.rows", 2_000);

    private static final int ROUNDS = Integer.getInteger("rounds", 2);
    private static final int LABELS = 60;
    private static final int PARTITIONS = 4;
    private static final String BUILT_IN = "neo4j-sink";
    private static final String CYPHER = "neo4j-official";
    private static final String NODES = "MATCH (n:Asset) RETURN count(n)";
    private static final String RELATIONSHIPS = "MATCH ()-[r:LINKS]->() RETURN count(r)";

    /** What differs from the connector's defaults (1,000 rows, 50 queries in one text). */
    private static final Map<String, Map<String, String>> CUD = new TreeMap<>(Map.of(
            "cud-default", Map.of(),
            "cud-5000-rows", Map.of("neo4j.batch-size", "5000"),
            "cud-one-query", Map.of("neo4j.max-batched-queries", "1")));

    private final SinkStack stack;
    private final List<String> connectors = new ArrayList<>();

    private String database;

    private OfficialBench(SinkStack stack) {
        this.stack = stack;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("official-bench");
        try (SinkStack stack = new SinkStack(folder)) {
            OfficialBench bench = new OfficialBench(stack);
            bench.start();
            for (int round = 0; round < ROUNDS; round++) {
                bench.round(round);
            }
        }
        System.exit(0);
    }

    private void start() throws Exception {
        database = stack.database("one");
        try (Session session = stack.driver(database).session()) { // the one that all of them merge on
            session.run("CREATE CONSTRAINT FOR (n:CartostreamEntity) REQUIRE n._key IS UNIQUE")
                    .consume();
        }
        stack.run(database, "deploy");
        stack.sink(
                database, Path.of(System.getenv("NEO4J_CONNECTOR")).toRealPath().toString());
        connectors.add(BUILT_IN);
        stack.run(
                database,
                "deploy",
                "--connector",
                LocalCluster.root()
                        .resolve("connect/neo4j-sink/config/official-neo4j-connector.json")
                        .toString());
        connectors.add(CYPHER);
        for (Map.Entry<String, Map<String, String>> setting : CUD.entrySet()) {
            stack.createTopic(CudRows.TOPIC + "-" + setting.getKey(), PARTITIONS);
            new ConnectRest(stack.settings(""))
                    .configure(setting.getKey(), CudRows.connector(database, setting.getKey(), setting.getValue()));
            connectors.add(setting.getKey());
        }
    }

    private void round(int round) throws Exception {
        Random random = new Random(round);
        connectors.forEach(name -> stack.connector("PUT", name + "/pause"));
        for (int i = 0; i < ROWS; i++) {
            int label = (int) Math.min(LABELS - 1, Math.abs(random.nextGaussian()) * LABELS / 4);
            send(i, Changes.node("L" + label, round + "-" + i, "bench"));
        }
        measureAll(round, LABELS + " skewed labels", NODES);
        for (int i = 0; i < ROWS; i++) {
            send(i, Changes.linked(round + "-" + i, round + "-" + random.nextInt(ROWS)));
        }
        measureAll(round, "relationships of one type", RELATIONSHIPS);
    }

    private void send(int row, GraphChange change) {
        stack.sendLater(change);
        if (row < CUD_ROWS) {
            CUD.keySet()
                    .forEach(name ->
                            stack.sendLater(CudRows.TOPIC + "-" + name, Changes.key(change), CudRows.json(change)));
        }
    }

    private void measureAll(int round, String what, String count) {
        stack.flush();
        for (String name : connectors) {
            measure(round, name, what, count, CUD.containsKey(name) ? Math.min(ROWS, CUD_ROWS) : ROWS);
        }
    }

    private void measure(int round, String name, String what, String count, int rows) {
        double cpu = stack.cpuSeconds(database);
        long begin = System.nanoTime();
        stack.connector("PUT", name + "/resume");
        try (Session session = stack.driver(database).session()) {
            Awaitility.await(name + ", " + what)
                    .atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> session.run(count).single().get(0).asLong() >= rows);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "round %d %-15s %-26s %6d rows, %6.0f rows/s, Neo4j CPU %6.2f s, %6.1f us per row%n",
                round,
                name,
                what,
                rows,
                rows / seconds,
                stack.cpuSeconds(database) - cpu,
                (stack.cpuSeconds(database) - cpu) * 1e6 / rows);
        stack.connector("PUT", name + "/pause");
        try (Session session = stack.driver(database).session()) {
            session.run("MATCH (n:CartostreamEntity) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
                    .consume();
            session.run("CALL db.clearQueryCaches()").consume(); // the next one's texts may be the same
        }
    }
}
