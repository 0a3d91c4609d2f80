package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What size does to the sink's writer. First the size of transactions, in alternating rounds; then that of the graph: a long load of
 * nodes of 20 labels and of relationships between any two of them, in tenths. Not a test: run the main with the test class path
 * (system properties {@code rows} of the long load, {@code batches}, {@code batch.rows}, {@code rounds}, {@code neo4j.heap}).
 */
final class SizeBench {
    private static final int ROWS = Integer.getInteger("rows", 1_000_000);
    private static final int BATCH_ROWS = Integer.getInteger("batch.rows", 40_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int POLL = 4_000;
    private static final int NODES = POLL * 2 / 5;
    private static final int LABELS = 20;
    private static final int TENTHS = 10;

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(1);
    private final Random random = new Random(42);
    private int nodes;

    private SizeBench() {}

    public static void main(String[] arguments) {
        SizeBench bench = new SizeBench();
        try (WriterHarness sink = bench.sink(2_000)) {
            new SchemaKeeper(sink.graph).prepare(List.of());
        }
        bench.batches();
        bench.longLoad();
        System.exit(0);
    }

    private WriterHarness sink(int batch) {
        return WriterHarness.fenced(neo4j, new WriteLimits(batch, 64 << 20, 10, 5, 4));
    }

    private void batches() {
        for (int round = 0; round <= ROUNDS; round++) {
            for (String batch :
                    System.getProperty("batches", "100,250,500,1000,2000,4000").split(",")) {
                try (WriterHarness sink = sink(Integer.parseInt(batch))) {
                    load(sink, BATCH_ROWS, (round == 0 ? "warm-up" : "round " + round) + ", batches of " + batch);
                }
            }
        }
    }

    private void longLoad() {
        nodes = 0;
        neo4j.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS");
        try (WriterHarness sink = sink(2_000)) {
            for (int tenth = 1; tenth <= TENTHS; tenth++) {
                load(sink, ROWS / TENTHS, tenth + "/10 of " + ROWS);
            }
        }
    }

    private void load(WriterHarness sink, int rows, String what) {
        double server = neo4j.cpuSeconds();
        double client = clientCpuSeconds();
        long nanos = 0;
        for (int from = 0; from < rows; from += POLL) {
            SinkRecord[] poll = poll();
            long begin = System.nanoTime();
            sink.write(poll);
            nanos += System.nanoTime() - begin;
        }
        System.gc(); // what is left is what is held
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%8.0f /s  %6.2f s  CPU s: Neo4j %6.2f, client %6.2f  client's heap %3d MB  %s%n",
                rows / (nanos / 1e9),
                nanos / 1e9,
                neo4j.cpuSeconds() - server,
                clientCpuSeconds() - client,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                what);
    }

    /** Two nodes for three relationships between any of those so far. */
    private SinkRecord[] poll() {
        SinkRecord[] poll = new SinkRecord[POLL];
        for (int i = 0; i < NODES; i++) {
            String id = Integer.toString(nodes++);
            poll[i] = records.nodeUpsert(label(id), id, List.of(label(id), "Resource"), SinkBench.properties(id));
        }
        for (int i = NODES; i < POLL; i++) {
            poll[i] = records.relationshipUpsert("LINKS" + i % 5, any(), any(), Map.of("lastupdated", 1_760_000_000L));
        }
        return poll;
    }

    private EntityKey.Node any() {
        String id = Integer.toString(random.nextInt(nodes));
        return new EntityKey.Node(label(id), id);
    }

    private static String label(String id) {
        return "Kind" + Math.floorMod(id.hashCode(), LABELS);
    }

    private static double clientCpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
