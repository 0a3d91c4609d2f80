package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How many writers at a time are worth it: tasks that share the partitions (with and without an order of locks), and writers within
 * one task that take disjoint entities (nodes by hash, relationships by pairs of buckets that share none). Prints rows per second,
 * processor seconds of both sides and the share of transactions that were tried again. Not a test: run the main with the test class
 * path (system properties {@code rows}, {@code rounds}, {@code partitions}).
 */
final class ParallelBench {
    private static final int ROWS = Integer.getInteger("rows", 20_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 2);
    private static final int POLL = 4000;
    private static final int HUBS = 3;

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private int run;

    private ParallelBench() {}

    public static void main(String[] arguments) {
        ParallelBench bench = new ParallelBench();
        try (WriterHarness sink = new WriterHarness(bench.neo4j, WriteFence.NONE)) {
            new SchemaKeeper(sink.graph).prepare(List.of());
        }
        for (int round = 0; round <= ROUNDS; round++) {
            System.out.println(round == 0 ? "warm-up" : "round " + round + ", " + ROWS + " rows");
            for (String partitions : System.getProperty("partitions", "2,4,8").split(",")) {
                bench.round(Integer.parseInt(partitions));
            }
        }
        System.exit(0);
    }

    private void round(int partitions) {
        for (int tasks = 1; tasks <= Math.min(4, partitions); tasks *= 2) {
            workloads(partitions, tasks, 1, false);
            if (tasks > 1) {
                workloads(partitions, tasks, 1, true);
            }
        }
        workloads(partitions, 1, 2, false);
        workloads(partitions, 1, 4, false);
    }

    private void workloads(int partitions, int tasks, int writers, boolean ordered) {
        String prefix = "p" + ++run + "-";
        Random random = new Random(run);
        ChangeRecords records = new ChangeRecords(partitions);
        String how = String.format(
                Locale.ROOT,
                "%d partitions, %d task%s, %d writer%s%s",
                partitions,
                tasks,
                tasks == 1 ? "" : "s",
                writers,
                writers == 1 ? "" : "s",
                ordered ? ", ordered locks" : "");
        measure(
                how + ": nodes",
                partitions,
                tasks,
                writers,
                ordered,
                i -> records.nodeUpsert("Host", prefix + i, List.of("Host"), properties(prefix + i)));
        measure(
                how + ": relationships, random ends",
                partitions,
                tasks,
                writers,
                ordered,
                i -> records.relationshipUpsert(
                        "LINKS", node(prefix + i), node(prefix + random.nextInt(ROWS)), Map.of("lastupdated", 1L)));
        measure(
                how + ": relationships to hubs",
                partitions,
                tasks,
                writers,
                ordered,
                i -> records.relationshipUpsert(
                        "IN", node(prefix + i), node(prefix + i % HUBS), Map.of("lastupdated", 1L)));
        measure(
                how + ": the hubs' relationships deleted",
                partitions,
                tasks,
                writers,
                ordered,
                i -> records.relationshipDelete("IN", node(prefix + i), node(prefix + i % HUBS)));
    }

    private void measure(
            String name, int partitions, int tasks, int writers, boolean ordered, IntFunction<SinkRecord> record) {
        List<List<SinkRecord>> shares = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            shares.add(new ArrayList<>());
        }
        for (int i = 0; i < ROWS; i++) {
            SinkRecord made = record.apply(i);
            shares.get(made.kafkaPartition() % tasks).add(made);
        }
        List<WriterHarness> sinks = new ArrayList<>();
        for (int i = 0; i < Math.max(tasks, writers); i++) {
            sinks.add(new WriterHarness(neo4j, WriteFence.NONE, new WriteLimits(2000, 64 << 20, 50, 5, 4, ordered)));
        }
        double server = neo4j.cpuSeconds();
        double client = clientCpuSeconds();
        long begin = System.nanoTime();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<SinkRecord> share = shares.get(task);
            WriterHarness sink = sinks.get(task);
            running.add(CompletableFuture.runAsync(() -> {
                for (int from = 0; from < share.size(); from += POLL) {
                    List<SinkRecord> poll = share.subList(from, Math.min(share.size(), from + POLL));
                    if (writers == 1) {
                        sink.write(poll.toArray(SinkRecord[]::new));
                    } else {
                        grid(sinks, poll);
                    }
                }
            }));
        }
        running.forEach(CompletableFuture::join);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long batches =
                sinks.stream().mapToLong(sink -> sink.metrics.getBatches()).sum();
        Map<String, Long> retries = new HashMap<>();
        sinks.forEach(
                sink -> sink.metrics.getRetriesByCause().forEach((cause, n) -> retries.merge(cause, n, Long::sum)));
        long again = retries.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                Locale.ROOT,
                "%8.0f /s  CPU s: Neo4j %5.2f, client %5.2f  %4d transactions, again %5.1f %%  %s %s%n",
                ROWS / seconds,
                neo4j.cpuSeconds() - server,
                clientCpuSeconds() - client,
                batches,
                100.0 * again / (batches + again),
                name,
                retries.isEmpty() ? "" : retries);
        sinks.forEach(WriterHarness::close);
    }

    /** Rounds of pairs of buckets: those of one round share none, so that their writers never meet. */
    private static void grid(List<WriterHarness> sinks, List<SinkRecord> poll) {
        int buckets = 2 * sinks.size();
        Map<Integer, List<SinkRecord>> cells = new HashMap<>();
        for (SinkRecord record : poll) {
            EntityKey key = EntityKey.parse((String) record.key());
            int from = bucket(key instanceof EntityKey.Relationship r ? r.from().text() : key.text(), buckets);
            int to = key instanceof EntityKey.Relationship r ? bucket(r.to().text(), buckets) : from;
            cells.computeIfAbsent(Math.min(from, to) * buckets + Math.max(from, to), any -> new ArrayList<>())
                    .add(record);
        }
        for (int round = -1; round < buckets - 1; round++) {
            List<List<SinkRecord>> free = new ArrayList<>();
            if (round < 0) {
                for (int b = 0; b < buckets; b++) {
                    free.add(cells.getOrDefault(b * buckets + b, List.of()));
                }
            } else { // a tournament: the last stays, the others go round
                for (int pair = 0; pair < buckets / 2; pair++) {
                    int one = pair == 0 ? buckets - 1 : (round + pair) % (buckets - 1);
                    int other = (round + buckets - 1 - pair) % (buckets - 1);
                    free.add(cells.getOrDefault(Math.min(one, other) * buckets + Math.max(one, other), List.of()));
                }
            }
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int writer = 0; writer < sinks.size(); writer++) {
                List<SinkRecord> work = new ArrayList<>();
                for (int cell = writer; cell < free.size(); cell += sinks.size()) {
                    work.addAll(free.get(cell));
                }
                WriterHarness sink = sinks.get(writer);
                if (!work.isEmpty()) {
                    running.add(CompletableFuture.runAsync(() -> sink.write(work.toArray(SinkRecord[]::new))));
                }
            }
            running.forEach(CompletableFuture::join);
        }
    }

    private static int bucket(String key, int buckets) {
        int hash = key.hashCode() * 0x9E3779B9;
        return Math.floorMod(hash ^ hash >>> 16, buckets);
    }

    private static EntityKey.Node node(String id) {
        return new EntityKey.Node("Host", id);
    }

    private static Map<String, Object> properties(String id) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("id", id);
        for (int i = 0; i < 8; i++) {
            properties.put("property" + i, "some value of " + id + i);
        }
        return properties;
    }

    private static double clientCpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
