package io.cartostream.topology.bench;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.SyncStarted;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.testkit.BrokerProcess;
import io.cartostream.testkit.RegistryDouble;
import io.cartostream.topology.Fixtures;
import io.cartostream.topology.TopologyHarness;
import io.cartostream.topology.bench.AppUnderTest.Counters;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the topology costs on a real broker: first load, unchanged re-sync, 1 % changed, restore. Beside it, on the same
 * records, a topology that only reads, deserialises and counts. Figures are per CPU second of the one process, since all
 * processes share the machine. Usage: {@code bench [--resources N] [--accounts N] [--partitions N] [--threads N]
 * [--guarantee exactly_once_v2|at_least_once] [--commit-ms N]}.
 */
final class TopologyBench {

    private static final PrintStream OUT = System.out;
    private static final double MILLION = 1e6;
    private static final double NANOS = 1e9;
    private static final int PERCENT = 100;

    private final Namespace namespace = new Namespace("bench");
    private final SyntheticEstate estate;
    private final int partitions;
    private final int streamThreads;
    private final int commitMillis;
    private final String guarantee;
    private final Path folder;
    private final BrokerProcess broker;
    private final RegistryDouble registry;
    private long published;

    private TopologyBench(Path folder, List<String> arguments) throws IOException, InterruptedException {
        this.folder = folder;
        this.estate =
                new SyntheticEstate(number(arguments, "--resources", 20_000), number(arguments, "--accounts", 10));
        this.partitions = number(arguments, "--partitions", 4);
        this.streamThreads = number(arguments, "--threads", 2);
        this.commitMillis = number(arguments, "--commit-ms", 100);
        this.guarantee = option(arguments, "--guarantee", "exactly_once_v2");
        this.broker = BrokerProcess.start(folder, "message.max.bytes=" + TopicName.MAX_MESSAGE_BYTES);
        this.registry = RegistryDouble.start(namespace);
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("topology-bench");
        TopologyBench bench = new TopologyBench(folder, Arrays.asList(args));
        try {
            bench.run();
        } finally {
            bench.registry.close();
            bench.broker.close();
            delete(folder);
        }
    }

    private void run() throws IOException, ExecutionException, InterruptedException {
        broker.awaitReady();
        broker.createTopics(namespace, EnumSet.allOf(TopicName.class), partitions);
        OUT.printf("guarantee %s, %d partitions, %d threads%n", guarantee, partitions, streamThreads);
        OUT.println("| round | records | changes | s | records/s | µs CPU/record (of it Java threads) | µs CPU/change"
                + " | counting: µs CPU/record | counting/this |");
        OUT.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        try (AppUnderTest graph = app("graph");
                AppUnderTest count = app("count")) {
            graph.awaitRunning();
            count.awaitRunning();
            round("first load", graph, count, PERCENT, 0);
            round("unchanged", graph, count, 0, 1);
            round("unchanged again", graph, count, 0, 2);
            round("1 % changed", graph, count, 1, 3);
        }
        long bytes = size(folder.resolve("state-graph"));
        long resources = 0;
        for (int account = 0; account < estate.accounts(); account++) {
            resources += estate.size(account);
        }
        OUT.printf(
                "disk: %.0f MB over all stores, %d bytes per resource%n",
                bytes / MILLION, bytes / Math.max(1, resources));
        restore();
    }

    /** Publishes a sync of every scope and waits until both applications have read it and are at rest. */
    private void round(String name, AppUnderTest graph, AppUnderTest count, int percentChanged, int sync)
            throws IOException {
        Counters graphBefore = graph.counters();
        Counters countBefore = count.counters();
        long start = System.nanoTime();
        long before = published;
        publish(percentChanged, sync);
        long end = graph.awaitRest(published);
        count.awaitRest(published);
        Counters graphAfter = graph.counters();
        Counters countAfter = count.counters();
        long records = published - before;
        long changes = graphAfter.changes() - graphBefore.changes();
        double seconds = (end - start) / NANOS;
        double cpu = graphAfter.cpuSeconds() - graphBefore.cpuSeconds();
        double threads = graphAfter.threadSeconds() - graphBefore.threadSeconds();
        double countCpu = countAfter.cpuSeconds() - countBefore.cpuSeconds();
        OUT.println(AppUnderTest.line(
                "| %s | %d | %d | %.1f | %.0f | %.1f (%.1f) | %s | %.1f | %.2f |",
                name,
                records,
                changes,
                seconds,
                records / seconds,
                cpu * MILLION / records,
                threads * MILLION / records,
                changes < records / PERCENT / 2
                        ? ""
                        : AppUnderTest.line("%.1f (%.1f)", cpu * MILLION / changes, threads * MILLION / changes),
                countCpu * MILLION / records,
                countCpu / cpu));
    }

    private void publish(int percentChanged, int sync) throws IOException {
        String topic = namespace.topic(TopicName.INVENTORY_RAW);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "compression.type",
                                "lz4",
                                "linger.ms",
                                20,
                                "batch.size",
                                256 * 1024),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                KafkaAvroSerializer avro = new KafkaAvroSerializer()) {
            avro.configure(
                    Map.of(
                            "schema.registry.url", registry.url(),
                            "auto.register.schemas", false,
                            "avro.remove.java.properties", true),
                    false);
            for (int account = 0; account < estate.accounts(); account++) {
                Scope scope = estate.scope(account);
                String id = "sync-" + sync;
                Instant at = Instant.now();
                int size = estate.size(account);
                send(producer, avro, topic, Fixtures.event(scope, id, 1, at, new SyncStarted()));
                for (int i = 0; i < size; i++) {
                    boolean changed = i % PERCENT < percentChanged;
                    String payload = estate.payload(account, i, changed ? sync : 0);
                    Object body = new ResourceObserved(SyntheticEstate.id(account, i), payload);
                    send(producer, avro, topic, Fixtures.event(scope, id, i + 2, at, body));
                }
                send(
                        producer,
                        avro,
                        topic,
                        Fixtures.event(
                                scope, id, size + 2, at, new SyncCompleted((long) size + 2, (long) size, List.of())));
            }
        }
    }

    private void send(
            KafkaProducer<byte[], byte[]> producer, KafkaAvroSerializer avro, String topic, InventoryEvent event) {
        producer.send(new ProducerRecord<>(topic, TopologyHarness.keyOf(event), avro.serialize(topic, event)));
        published++;
    }

    private void restore() throws IOException, ExecutionException, InterruptedException {
        delete(folder.resolve("state-graph"));
        long changelogs = broker.admin().describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                .flatMap(dirs -> dirs.values().stream())
                .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().startsWith("bench-graph")
                        && replica.getKey().topic().endsWith("-changelog"))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
        long start = System.nanoTime();
        try (AppUnderTest graph = app("graph")) {
            graph.awaitRunning();
            double seconds = (System.nanoTime() - start) / NANOS;
            OUT.printf(
                    "restore: %.1f s (start included), changelogs of %.0f MB: %.1f s per GB%n",
                    seconds, changelogs / MILLION, seconds * 1000 * MILLION / Math.max(1, changelogs));
        }
    }

    private AppUnderTest app(String kind) throws IOException {
        return AppUnderTest.start(
                folder.resolve(kind + ".log"),
                List.of(
                        kind,
                        guarantee,
                        Integer.toString(partitions),
                        "namespace=" + namespace.prefix(),
                        "bootstrap.servers=" + broker.bootstrapServers(),
                        "schema.registry.url=" + registry.url(),
                        "threads=" + streamThreads,
                        "commit.interval.ms=" + commitMillis,
                        "state.dir=" + folder.resolve("state-" + kind)));
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static int number(List<String> arguments, String name, int byDefault) {
        return Integer.parseInt(option(arguments, name, Integer.toString(byDefault)));
    }

    private static String option(List<String> arguments, String name, String byDefault) {
        int at = arguments.indexOf(name);
        return at < 0 ? byDefault : arguments.get(at + 1);
    }
}
