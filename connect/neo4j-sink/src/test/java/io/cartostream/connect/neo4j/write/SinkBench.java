package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.kafka.connect.sink.SinkRecord;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * The sink's writer beside a bare driver loop on the same database, in alternating rounds; prints rows per second. The loop has its rows
 * ready, the sink its first poll, and decodes each next one while it writes, as a task does. Not a test:
 * {@code bench/run SinkBench} (system properties {@code rows}, {@code rounds}, {@code hubs}, {@code neo4j.heap}).
 */
final class SinkBench {
    private static final int ROWS = Integer.getInteger("rows", 20_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int BATCH = 2000;
    private static final int LABELS = 60;
    private static final Map<String, String> COMPARED = compared();

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(1);
    private final WriterHarness sink = WriterHarness.fenced(neo4j, new WriteLimits(BATCH, 64 << 20, 10, 5, 4));
    private final Driver driver = neo4j.newDriver();
    /** Seconds, and processor seconds of Neo4j, of each round but the first. */
    private final Map<String, List<double[]>> results = new LinkedHashMap<>();

    private int round;

    private SinkBench() {}

    private static Map<String, String> compared() {
        Map<String, String> compared = new LinkedHashMap<>();
        compared.put("nodes, sink, constraint on id", "nodes, bare loop, merge on (label, id), constraint on id");
        compared.put("nodes, sink, no further index", "nodes, bare loop, merge on technical key, no further index");
        compared.put("nodes again (all exist), sink", "nodes again (all exist), bare loop");
        compared.put("relationships, sink", "relationships, bare loop on (label, id)");
        compared.put("relationships again (all exist), sink", "relationships again (all exist), bare loop");
        compared.put("relationships to 3 hubs, sink", "relationships to 3 hubs, bare loop on (label, id)");
        for (int labels : new int[] {20, LABELS}) {
            String skewed = labels + " skewed labels";
            compared.put(skewed + ", sink", skewed + ", bare loop grouped by label, merge on (label, id)");
            compared.put(skewed + " again (all exist), sink", skewed + " again (all exist), bare loop");
        }
        return compared;
    }

    public static void main(String[] arguments) {
        SinkBench bench = new SinkBench();
        try {
            bench.run();
        } finally {
            bench.driver.close();
            bench.sink.close();
        }
        System.exit(0);
    }

    private void run() {
        for (String label : List.of("BareOnId", "BareOnKey", "WithId")) {
            neo4j.run("CREATE CONSTRAINT FOR (n:" + label + ") REQUIRE n.id IS UNIQUE");
        }
        for (int l = 0; l < LABELS; l++) {
            neo4j.run("CREATE CONSTRAINT FOR (n:BareL" + l + ") REQUIRE n.id IS UNIQUE");
        }
        for (String degree : System.getProperty("hubs", "2000,20000").split(",")) {
            hub(Integer.parseInt(degree));
        }
        for (round = 1; round <= ROUNDS; round++) {
            System.out.println("round " + round + ", " + ROWS + " rows");
            nodes(round);
            relationships(round);
            labels(round, 20);
            labels(round, LABELS);
        }
        summary();
    }

    /** The means of all rounds but the first, which warms up; then the sink's rate beside the bare loop's. */
    private void summary() {
        System.out.println("means of rounds 2 to " + ROUNDS);
        results.forEach((name, seconds) -> System.out.printf(
                "%9.0f /s  (%6.0f to %6.0f)  Neo4j CPU %5.2f s  %s%n",
                ROWS / mean(seconds, 0),
                ROWS / seconds.stream().mapToDouble(s -> s[0]).max().orElse(1),
                ROWS / seconds.stream().mapToDouble(s -> s[0]).min().orElse(1),
                mean(seconds, 1),
                name));
        System.out.println("the sink's rate beside the bare loop's");
        COMPARED.forEach((sink, bare) -> System.out.printf(
                "%4.0f %%  %s / %s%n",
                100 * mean(results.getOrDefault(bare, List.of()), 0) / mean(results.getOrDefault(sink, List.of()), 0),
                sink,
                bare));
    }

    private static double mean(List<double[]> seconds, int which) {
        return seconds.stream().mapToDouble(s -> s[which]).average().orElse(Double.NaN);
    }

    private void nodes(int round) {
        String r = "r" + round + "-";
        bare(
                "nodes, bare loop, merge on (label, id), constraint on id",
                """
                UNWIND $rows AS row MERGE (n:BareOnId {id: row.id}) SET n = row.properties\
                """,
                i -> Map.of("id", r + i, "properties", properties(r + i)));
        bare(
                "nodes, bare loop, merge on technical key, no further index",
                """
                UNWIND $rows AS row MERGE (n:CartostreamEntity {_key: row.id}) SET n = row.properties, n:NoIndex\
                """,
                i -> with("_key", "bk|" + r + i, "id", "bk|" + r + i));
        bare(
                "nodes, bare loop, merge on technical key, constraint on id",
                """
                UNWIND $rows AS row MERGE (n:CartostreamEntity {_key: row.id}) SET n = row.properties, n:BareOnKey\
                """,
                i -> with("_key", "bc|" + r + i, "id", "bc|" + r + i));
        sink(
                "nodes, sink, no further index",
                i -> records.nodeUpsert("Plain", r + i, List.of("Plain"), properties(r + i)));
        sink(
                "nodes, sink, constraint on id",
                i -> records.nodeUpsert("WithId", r + i, List.of("WithId"), properties(r + i)));
        sink(
                "nodes again (all exist), sink",
                i -> records.nodeUpsert("Plain", r + i, List.of("Plain"), properties(r + i)));
        bare("nodes again (all exist), bare loop", """
            UNWIND $rows AS row MERGE (n:BareOnId {id: row.id}) SET n = row.properties\
            """, i -> Map.of("id", r + i, "properties", properties(r + i)));
    }

    private void relationships(int round) {
        String r = "r" + round + "-";
        Random random = new Random(round);
        int[] to = random.ints(ROWS, 0, ROWS).toArray();
        String bare = """
            UNWIND $rows AS row MATCH (a:BareOnId {id: row.from}) MATCH (b:BareOnId {id: row.to})
            MERGE (a)-[r:LINKS]->(b) SET r = row.properties\
            """;
        IntFunction<Map<String, Object>> row =
                i -> Map.of("from", r + i, "to", r + to[i], "properties", Map.of("lastupdated", 1L));
        IntFunction<SinkRecord> link =
                i -> records.relationshipUpsert("LINKS", node(r + i), node(r + to[i]), Map.of("lastupdated", 1L));
        bare("relationships, bare loop on (label, id)", bare, row);
        sink("relationships, sink", link);
        bare("relationships again (all exist), bare loop", bare, row);
        sink("relationships again (all exist), sink", link);
        onePercent(
                "relationships, 1 % changed, sink",
                i -> records.relationshipUpsert("LINKS", node(r + i), node(r + to[i]), Map.of("lastupdated", 2L)));
        bare(
                "relationships to 3 hubs, bare loop on (label, id)",
                """
                UNWIND $rows AS row MATCH (a:BareOnId {id: row.from}) MATCH (b:BareOnId {id: row.to})
                MERGE (a)-[r:IN]->(b) SET r = row.properties\
                """,
                i -> Map.of("from", r + i, "to", r + i % 3, "properties", Map.of("lastupdated", 1L)));
        sink(
                "relationships to 3 hubs, sink",
                i -> records.relationshipUpsert("IN", node(r + i), node(r + i % 3), Map.of("lastupdated", 1L)));
        sink(
                "relationships to 3 hubs deleted, sink",
                i -> records.relationshipDelete("IN", node(r + i), node(r + i % 3)));
        sink(
                "relationship deletes, sink (two transactions)",
                i -> records.relationshipDelete("LINKS", node(r + i), node(r + to[i])));
        sink("node deletes, sink (two transactions)", i -> records.nodeDelete("WithId", r + i));
    }

    /** Few nodes of most labels, many of a few: first load, the same again, 1 % of it changed. */
    private void labels(int round, int labels) {
        String r = "s" + round + "-" + labels + "-";
        Random random = new Random(round);
        int[] label = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            label[i] = (int) Math.min(labels - 1, Math.abs(random.nextGaussian()) * labels / 4);
        }
        grouped(labels + " skewed labels, bare loop grouped by label, merge on (label, id)", r, label);
        grouped(labels + " skewed labels again (all exist), bare loop", r, label);
        IntFunction<SinkRecord> record =
                i -> records.nodeUpsert("L" + label[i], r + i, List.of("L" + label[i]), properties(r + i));
        sink(labels + " skewed labels, sink", record);
        sink(labels + " skewed labels again (all exist), sink", record);
        onePercent(
                labels + " skewed labels, 1 % changed, sink",
                i -> records.nodeUpsert("L" + label[i], r + i, List.of("L" + label[i]), properties("changed" + i)));
    }

    /** Every hundredth row. */
    private void onePercent(String name, IntFunction<SinkRecord> record) {
        SinkRecord[] changed = new SinkRecord[ROWS / 100];
        Arrays.setAll(changed, i -> record.apply(100 * i));
        timed(changed.length, name, changed);
    }

    private void grouped(String name, String r, int[] label) {
        Map<Integer, List<Map<String, Object>>> groups = new HashMap<>();
        double cpu = neo4j.cpuSeconds();
        long begin = System.nanoTime();
        try (Session session = driver.session()) {
            for (int from = 0; from < ROWS; from += BATCH) {
                groups.clear();
                for (int i = from; i < Math.min(ROWS, from + BATCH); i++) {
                    groups.computeIfAbsent(label[i], any -> new ArrayList<>())
                            .add(Map.of("id", r + i, "properties", properties(r + i)));
                }
                try (var tx = session.beginTransaction()) {
                    groups.forEach((l, rows) -> tx.run(
                                    "UNWIND $rows AS row MERGE (n:BareL" + l + " {id: row.id}) SET n = row.properties",
                                    Map.of("rows", rows))
                            .consume());
                    tx.commit();
                }
            }
        }
        report(name, begin, cpu);
    }

    /** Deletes a hub among a thousand nodes, then its relationships. */
    private void hub(int degree) {
        neo4j.run("UNWIND range(1, 1000) AS i CREATE (:CartostreamEntity:Net {_key: 'N|Net|n' + i})");
        neo4j.run(
                "MATCH (hub:Net {_key: 'N|Net|n1'}) UNWIND range(1, $degree) AS i CALL (hub, i) { CREATE"
                        + " (:CartostreamEntity:Host {_key: 'N|Host|' + i})-[:MEMBER_OF]->(hub) } IN TRANSACTIONS OF 5000"
                        + " ROWS",
                Map.of("degree", degree));
        SinkRecord[] nodes = new SinkRecord[1000];
        for (int i = 1; i <= nodes.length; i++) {
            nodes[i - 1] = records.nodeDelete("Net", "n" + i);
        }
        timed(1000, "1,000 node deletes, one of them a hub of " + degree, nodes);
        SinkRecord[] relationships = new SinkRecord[degree];
        EntityKey.Node hub = new EntityKey.Node("Net", "n1");
        for (int i = 1; i <= degree; i++) {
            relationships[i - 1] = records.relationshipDelete("MEMBER_OF", new EntityKey.Node("Host", "" + i), hub);
        }
        timed(degree, "the hub's relationship deletes", relationships);
        System.out.println("bare ends left: " + neo4j.count("MATCH (n:CartostreamBare) RETURN count(n)"));
        neo4j.run("MATCH (n:Host) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS");
    }

    private void timed(int rows, String name, SinkRecord[] all) {
        double cpu = neo4j.cpuSeconds();
        long begin = System.nanoTime();
        for (int from = 0; from < all.length; from += 2 * BATCH) {
            sink.write(Arrays.copyOfRange(all, from, Math.min(all.length, from + 2 * BATCH)));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%9.0f /s  %6.2f s  Neo4j CPU %6.2f s  %s%n", rows / seconds, seconds, neo4j.cpuSeconds() - cpu, name);
    }

    private static EntityKey.Node node(String id) {
        return new EntityKey.Node("Plain", id);
    }

    /** Nine, as a resource of the usual size has. */
    static Map<String, Object> properties(String id) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("id", id);
        for (int i = 0; i < 7; i++) {
            properties.put("property" + i, "some value of " + id + i);
        }
        properties.put("lastupdated", 1_760_000_000L);
        properties.put("firstseen", 1_760_000_000_000L);
        return properties;
    }

    private static Map<String, Object> with(String key, String value, String idKey, String id) {
        Map<String, Object> properties = properties(value);
        properties.put(key, value);
        return Map.of(idKey, id, "properties", properties);
    }

    private void bare(String name, String text, IntFunction<Map<String, Object>> row) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(row.apply(i));
        }
        double cpu = neo4j.cpuSeconds();
        long begin = System.nanoTime();
        try (Session session = driver.session()) {
            for (int from = 0; from < ROWS; from += BATCH) {
                List<Map<String, Object>> batch = rows.subList(from, Math.min(ROWS, from + BATCH));
                try (var tx = session.beginTransaction()) {
                    tx.run(text, Map.of("rows", batch)).consume();
                    tx.commit();
                }
            }
        }
        report(name, begin, cpu);
    }

    private void sink(String name, IntFunction<SinkRecord> record) {
        SinkRecord[] all = new SinkRecord[ROWS];
        for (int i = 0; i < ROWS; i++) {
            all[i] = record.apply(i);
        }
        CompletableFuture<WriterHarness.DecodedRows> next = decode(all, 0);
        next.join();
        double cpu = neo4j.cpuSeconds();
        long begin = System.nanoTime();
        for (int from = 0; from < ROWS; from += 2 * BATCH) {
            WriterHarness.DecodedRows poll = next.join();
            next = decode(all, from + 2 * BATCH);
            sink.write(poll);
        }
        report(name, begin, cpu);
    }

    /** Beside the writing of the poll before, as in a task. */
    private CompletableFuture<WriterHarness.DecodedRows> decode(SinkRecord[] all, int from) {
        SinkRecord[] poll =
                from >= ROWS ? new SinkRecord[0] : Arrays.copyOfRange(all, from, Math.min(ROWS, from + 2 * BATCH));
        return CompletableFuture.supplyAsync(() -> sink.decode(poll));
    }

    private void report(String name, long begin, double cpu) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        double server = neo4j.cpuSeconds() - cpu;
        if (round > 1) {
            results.computeIfAbsent(name, any -> new ArrayList<>()).add(new double[] {seconds, server});
        }
        System.out.printf("%9.0f /s  %6.2f s  Neo4j CPU %6.2f s  %s%n", ROWS / seconds, seconds, server, name);
    }
}
