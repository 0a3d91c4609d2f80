package io.cartostream.bench.sinks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.GraphChange;
import io.cartostream.cli.graph.SinkStack;
import io.cartostream.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * Compares the built-in sink (with several batch sizes and numbers of tasks), a bare driver loop and, if its folder is given,
 * Neo4j's own connector. All write the same rows, one after the other, to the same database, which is emptied in between,
 * including its query plans: a first load, the same rows again, and every hundredth row changed. The connectors run in one worker
 * and read from one topic each; everything shares the machine. The official connector runs with our ready configuration (Cypher)
 * and with its CUD strategy, at two settings each, with fewer rows. Prints each measurement, then the means of all rounds but the
 * first, which is cold.
 *
 * <p>Not a test: {@code compose/bench/sinks} starts it (environment variable {@code CARTOSTREAM_OFFICIAL_CONNECTOR}; system
 * properties {@code rows}, {@code cypher.rows}, {@code cud.rows}, {@code rounds}).
 */
final class SinksBench {
    private static final int ROWS = Integer.getInteger("rows", 40_000);
    /** Fewer rows, because this writer is slow. */
    private static final int CYPHER_ROWS = Integer.getInteger("cypher.rows", 10_000);
    /** Fewer still: with many labels, this writer writes a hundred rows a second. */
    private static final int CUD_ROWS = Integer.getInteger("cud.rows", 1_000);

    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int PARTITIONS = 4;
    private static final String SINK = "sink";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SinkStack.Tuning TUNING = new SinkStack.Tuning(
            List.of("-XX:TieredStopAtLevel=4", "-Xmx1g"), List.of("-XX:TieredStopAtLevel=4", "-Xmx768m"), 100);

    private final SinkStack stack;
    private final String database;
    private final Driver driver;
    private final List<BenchWriter> writers = new ArrayList<>();
    /** Measurements of each round but the first, by work and writer. */
    private final Map<String, Map<String, List<Measured>>> results = new LinkedHashMap<>();

    private record Measured(int rows, double seconds, double cpu) {}

    private SinksBench(SinkStack stack) throws IOException {
        this.stack = stack;
        this.database = stack.database();
        this.driver = stack.driver(database);
    }

    public static void main(String[] arguments) throws Exception {
        try (SinkStack stack = SinkStack.start(Files.createTempDirectory("sinks-bench"), TUNING)) {
            SinksBench bench = new SinksBench(stack);
            bench.start();
            for (int round = 1; round <= ROUNDS; round++) {
                for (BenchWork work : BenchWork.all(ROWS, round)) {
                    bench.measure(round, work);
                }
            }
            bench.summary();
        }
        System.exit(0);
    }

    /** Creates a constraint on the id of every label, and on the key that the connectors use. */
    private void start() throws IOException {
        run("CREATE CONSTRAINT FOR (n:CartostreamEntity) REQUIRE n._key IS UNIQUE");
        List<String> labels = new ArrayList<>(List.of("Host", "Net"));
        for (int l = 0; l < BenchWork.LABELS; l++) {
            labels.add("L" + l);
        }
        labels.forEach(label -> run("CREATE CONSTRAINT FOR (n:" + label + ") REQUIRE n.id IS UNIQUE"));
        stack.run(database, "deploy");
        String official = System.getenv("CARTOSTREAM_OFFICIAL_CONNECTOR");
        stack.worker(
                database, official == null ? "" : Path.of(official).toRealPath().toString());
        writers.add(new BareLoop(driver));
        builtIn(SINK, Map.of());
        builtIn(SINK + ", batches of 500", Map.of("neo4j.batch.rows", "500"));
        builtIn(SINK + ", batches of 4,000", Map.of("neo4j.batch.rows", "4000"));
        builtIn(SINK + ", 2 tasks", Map.of("tasks.max", "2"));
        builtIn(SINK + ", 4 tasks", Map.of("tasks.max", "4"));
        if (official == null) {
            System.out.println("without the official connector: CARTOSTREAM_OFFICIAL_CONNECTOR is unset");
            return;
        }
        cypher("official, Cypher", Map.of());
        cypher("official, Cypher, batches of 5,000", Map.of("neo4j.batch-size", "5000"));
        cud("official, CUD, batches of 5,000", Map.of("neo4j.batch-size", "5000"));
        cud("official, CUD, one query a text", Map.of("neo4j.max-batched-queries", "1"));
    }

    private void builtIn(String name, Map<String, String> further) {
        connector(name, topic -> config("neo4j-sink.json", topic).put("neo4j.indexes", ""), further, stack::bytes);
    }

    private void cypher(String name, Map<String, String> further) {
        connector(
                name,
                topic -> (ObjectNode)
                        config("official-neo4j-connector.json", topic).path("config"),
                further,
                stack::bytes);
    }

    private void cud(String name, Map<String, String> further) {
        connector(name, topic -> CudRows.connector(database, topic), further, CudRows::json);
    }

    private void connector(
            String name,
            Function<String, ObjectNode> config,
            Map<String, String> further,
            Function<GraphChange, byte[]> format) {
        writers.add(ConnectWriter.start(
                stack,
                name,
                PARTITIONS,
                topic -> {
                    ObjectNode all = config.apply(topic);
                    further.forEach(all::put);
                    return all;
                },
                format));
    }

    /** One of the repository's configurations, for another topic than graph-changes. */
    private static ObjectNode config(String file, String topic) {
        try {
            String text = Files.readString(
                    RepositoryFiles.root().resolve("connect/neo4j-sink/config").resolve(file));
            return (ObjectNode)
                    JSON.readTree(text.replace("${env:CARTOSTREAM_NAMESPACE}.graph-changes\"", topic + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void measure(int round, BenchWork work) throws Exception {
        for (BenchWriter writer : writers) {
            if (!takesPart(writer.name(), work)) {
                continue;
            }
            BenchWork own = work.first(rowsOf(writer.name()));
            if (!own.before().isEmpty()) {
                writer.write(own.before());
                run("CALL db.clearQueryCaches()"); // the plans were made for an empty database
            }
            timed(round, writer, work.name() + ", first load", own.rows());
            check(writer, own);
            timed(round, writer, work.name() + ", unchanged", own.rows());
            timed(round, writer, work.name() + ", 1 % changed", own.changed());
            check(writer, own);
            empty();
        }
    }

    private static int rowsOf(String writer) {
        return writer.contains("CUD") ? CUD_ROWS : writer.contains("Cypher") ? CYPHER_ROWS : ROWS;
    }

    /** Other batch sizes and tasks are compared only where they may matter most: 60 labels, and hubs. */
    private static boolean takesPart(String writer, BenchWork work) {
        return !writer.startsWith(SINK + ",")
                || work.name().equals(BenchWork.HUBS)
                || work.name().startsWith(Integer.toString(BenchWork.LABELS));
    }

    private void timed(int round, BenchWriter writer, String what, List<GraphChange> rows) throws Exception {
        double cpu = stack.cpuSeconds(database);
        double seconds = writer.write(rows);
        Measured measured = new Measured(rows.size(), seconds, stack.cpuSeconds(database) - cpu);
        print("round " + round, what, writer.name(), measured);
        if (round > 1) {
            results.computeIfAbsent(what, any -> new LinkedHashMap<>())
                    .computeIfAbsent(writer.name(), any -> new ArrayList<>())
                    .add(measured);
        }
    }

    /** Fails if the writer left out rows: its speed would mean nothing. */
    private void check(BenchWriter writer, BenchWork work) {
        String counted = work.before().isEmpty() ? "MATCH (n:Asset)" : "MATCH (:Host)-[n:LINKS]->(:Net)";
        String value = work.before().isEmpty() ? "n.name" : "n.note";
        try (Session session = driver.session()) {
            long found = session.run(counted + " RETURN count(" + value + ")")
                    .single()
                    .get(0)
                    .asLong();
            if (found != work.rows().size()) {
                throw new IllegalStateException(writer.name() + ", " + work.name() + ": " + found + " of "
                        + work.rows().size() + " rows are stored");
            }
        }
    }

    private void empty() {
        run("MATCH (n) WHERE n:Asset OR n:CartostreamEntity CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS");
        run("CALL db.clearQueryCaches()"); // the next writer may use the same query texts
    }

    private void run(String cypher) {
        try (Session session = driver.session()) {
            session.run(cypher).consume();
        }
    }

    private void summary() {
        System.out.println("means of rounds 2 to " + ROUNDS);
        results.forEach((what, byWriter) -> {
            double bare = rate(byWriter.getOrDefault(new BareLoop(driver).name(), List.of()));
            byWriter.forEach((writer, all) -> print(
                    "%4.0f %% of the bare loop".formatted(100 * rate(all) / bare),
                    what,
                    writer,
                    new Measured(
                            all.get(0).rows(),
                            all.stream()
                                    .mapToDouble(Measured::seconds)
                                    .average()
                                    .orElse(Double.NaN),
                            all.stream().mapToDouble(Measured::cpu).average().orElse(Double.NaN))));
        });
    }

    private static double rate(List<Measured> all) {
        return all.stream().mapToDouble(Measured::rows).sum()
                / all.stream().mapToDouble(Measured::seconds).sum();
    }

    private static void print(String before, String what, String writer, Measured measured) {
        System.out.printf(
                Locale.ROOT,
                "%s  %-40s %-36s %6d rows  %7.2f s  %7.0f rows/s  Neo4j CPU %6.2f s  %7.1f us a row%n",
                before,
                what,
                writer,
                measured.rows(),
                measured.seconds(),
                measured.rows() / measured.seconds(),
                measured.cpu(),
                measured.cpu() * 1e6 / measured.rows());
    }
}
