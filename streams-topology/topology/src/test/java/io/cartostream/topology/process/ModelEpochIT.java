package io.cartostream.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.testkit.JavaProcess;
import io.cartostream.topology.Fixtures;
import io.cartostream.topology.modelchange.EpochLog;
import io.cartostream.topology.modelchange.ModelsInForce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the models between two runs, on a real broker. */
class ModelEpochIT {

    private static final Namespace NAMESPACE = new Namespace("models");
    private static final int PARTITIONS = 4;
    private static final String SETTLED = "Derived the facts of a partition again";
    private static final int SERVERS = 2_000;
    private static final int RACKS = 100;
    private static final int FEW_SERVERS = 20;
    private static final int MANY_RACKS = 1_000;
    private static final String SECOND = RackModels.TEXT
            .replaceFirst(
                    Pattern.quote("properties: {name: Name}"),
                    Matcher.quoteReplacement("properties: {name: Name, size: Size as long}"))
            .replace("type: IN_RACK", "type: MOUNTED_IN")
            .replace("where: {name: Near}", "where: {id: NearId}");

    private final Path folder;
    private final Path models;
    private final TopologyCluster cluster;

    ModelEpochIT(@TempDir Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.models = Files.createDirectories(folder.resolve("models"));
        this.cluster = new TopologyCluster(folder, PARTITIONS, NAMESPACE);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldDeriveTheGraphAgainOnceOtherModelsAreRaisedNotBefore()
            throws IOException, InterruptedException, ModelException {
        use(RackModels.TEXT);
        List<InventoryEvent> load = load(SERVERS, RACKS);
        try (GraphReader reader = cluster.reader(NAMESPACE)) {
            JavaProcess first = loaded(load, reader);

            use(SECOND);
            JavaProcess other = start("other");
            assertThat(other.awaitExit()).as(other.output()).isEqualTo(1);
            assertThat(other.output())
                    .contains("are in force since")
                    .contains("--preview-models")
                    .contains("--raise-models");

            JavaProcess preview = start("preview", "--preview-models");
            assertThat(preview.awaitExit()).as(preview.output()).isZero();
            assertThat(first.isAlive()).as("a preview changes nothing").isTrue();
            JavaProcess raise = start("raise", "--raise-models");
            assertThat(raise.awaitExit()).as(raise.output()).isZero();
            assertThat(first.awaitExit()).as("displaced").isEqualTo(1);
            assertThat(first.output()).contains("are in force since");

            reader.read();
            long changesBefore = reader.changes();
            Map<String, String> after = expected(load, "after");
            JavaProcess second = start("first");
            cluster.awaitReady("first", second);
            TopologyCluster.await(second, () -> {
                reader.read();
                return reader.changes() > changesBefore;
            });
            second.kill();
            JavaProcess third = start("first");
            TopologyCluster.await(third, () -> {
                reader.read();
                return reader.graph().equals(after);
            });

            assertThat(reader.repeated()).isEmpty();
            assertThat(reader.deleted())
                    .as("nothing but what the new models do not say")
                    .hasSize(SERVERS)
                    .doesNotHaveDuplicates()
                    .allMatch(key -> key.startsWith("R|IN_RACK|"));
            assertThat(reader.changes() - changesBefore)
                    .isEqualTo(totalOf(preview.output()))
                    .isEqualTo(3L * SERVERS);
            assertThat(start("again", "--raise-models").awaitExit()).isZero();
            assertThat(third.stop()).isEqualTo(143);
        }
    }

    /**
     * Racks are published under their names only from the second models on, a few at a time: the servers' side is long through when
     * the last of them is found.
     */
    @Test
    void shouldKeepARelationshipWhoseEndsANewLookupFinds() throws IOException, InterruptedException, ModelException {
        String[] slowly = {"slice.steps=5", "slice.interval.ms=200"};
        use(RackModels.TEXT.replace("where: {name: Near}", "where: {id: NearId}"));
        List<InventoryEvent> load = load(FEW_SERVERS, MANY_RACKS);
        try (GraphReader reader = cluster.reader(NAMESPACE)) {
            JavaProcess first = loaded(load, reader, slowly);
            first.stop();
            use(RackModels.TEXT.replaceFirst(
                    Pattern.quote("properties: {name: Name}"),
                    Matcher.quoteReplacement("properties: {name: Name, near: Near}")));
            JavaProcess raise = start("raise", "--raise-models");
            assertThat(raise.awaitExit()).as(raise.output()).isZero();
            reader.read();
            long changesBefore = reader.changes();

            Map<String, String> after = expected(load, "after");
            JavaProcess second = start("first", slowly);
            TopologyCluster.await(second, () -> {
                reader.read();
                return reader.graph().equals(after) && second.output().split(SETTLED, -1).length > PARTITIONS;
            });
            reader.readToEnd();

            assertThat(reader.deleted()).isEmpty();
            assertThat(reader.changes() - changesBefore)
                    .as("the servers' new property alone")
                    .isEqualTo(FEW_SERVERS);
        }
    }

    @Test
    void shouldPutOnlyOneInForceWhenManyInstancesStartAtOnce() throws InterruptedException, ExecutionException {
        ExecutorService instances = Executors.newFixedThreadPool(4);
        try {
            List<Future<ModelsInForce>> entered = instances.invokeAll(IntStream.range(0, 4)
                    .<Callable<ModelsInForce>>mapToObj(i -> () -> log().enter("epoch" + i))
                    .toList());
            ModelsInForce inForce = log().read().orElseThrow();
            assertThat(inForce.generation()).isEqualTo(1);
            for (Future<ModelsInForce> each : entered) {
                assertThat(each.get()).isEqualTo(inForce);
            }
            List<Future<ModelsInForce>> raised = instances.invokeAll(IntStream.range(4, 8)
                    .<Callable<ModelsInForce>>mapToObj(i -> () -> log().raise("epoch" + i))
                    .toList());
            List<Long> generations = new ArrayList<>();
            for (Future<ModelsInForce> each : raised) {
                generations.add(each.get().generation());
            }
            assertThat(generations).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
            assertThat(log().read().orElseThrow().generation()).isEqualTo(5);
        } finally {
            instances.shutdownNow();
        }
    }

    private EpochLog log() {
        Properties connection = new Properties();
        connection.put("bootstrap.servers", cluster.broker().bootstrapServers());
        return new EpochLog(
                connection,
                connection,
                NAMESPACE.topic(TopicName.MODEL_EPOCH),
                NAMESPACE.group("topology"),
                Duration.ofSeconds(60),
                InstantSource.system());
    }

    private static long totalOf(String output) {
        Matcher total = Pattern.compile("(?m)^total +(\\d+) +(\\d+) +(\\d+)$").matcher(output);
        assertThat(total.find()).as(output).isTrue();
        return Long.parseLong(total.group(1)) + Long.parseLong(total.group(2)) + Long.parseLong(total.group(3));
    }

    private void use(String text) throws IOException {
        Files.writeString(models.resolve("rack.yaml"), text);
    }

    private JavaProcess start(String name, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("models.folder=" + models);
        return cluster.start(name, NAMESPACE, all.toArray(String[]::new));
    }

    /** An instance under the models at hand that has made the graph of what it was given. */
    private JavaProcess loaded(List<InventoryEvent> load, GraphReader reader, String... settings)
            throws IOException, InterruptedException, ModelException {
        JavaProcess first = start("first", settings);
        cluster.awaitReady("first", first);
        cluster.publish(NAMESPACE, load);
        Map<String, String> before = expected(load, "before");
        TopologyCluster.await(
                first, () -> reader.read() >= before.size() && reader.graph().equals(before));
        return first;
    }

    private static List<InventoryEvent> load(int serverCount, int rackCount) {
        Instant at = Instant.now();
        Map<String, String> servers = new TreeMap<>();
        Map<String, String> racks = new TreeMap<>();
        for (int i = 0; i < rackCount; i++) {
            racks.put("r" + i, "{\"Id\":\"r%d\",\"Name\":\"rack %d\"}".formatted(i, i));
        }
        for (int i = 0; i < serverCount; i++) {
            int near = rackCount - 1 - i % 7; // the last ones, by their keys
            servers.put(
                    "s" + i,
                    "{\"Id\":\"s%d\",\"Name\":\"server\",\"Size\":%d,\"Rack\":\"r%d\",\"Near\":\"rack %d\",\"NearId\":\"r%d\"}"
                            .formatted(i, i, i % rackCount, near, near));
        }
        List<InventoryEvent> events = new ArrayList<>();
        events.addAll(Fixtures.sync(new Scope("lab", "a", "eu", "rack.server"), "s1", at, servers));
        events.addAll(Fixtures.sync(new Scope("lab", "a", "eu", "rack.rack"), "s2", at, racks));
        return events;
    }

    private Map<String, String> expected(List<InventoryEvent> load, String name) throws ModelException {
        Map<String, String> graph = ExpectedGraph.graph(folder.resolve(name), ModelSet.load(models, true), load);
        assertThat(graph).hasSizeGreaterThan(load.size());
        return graph;
    }
}
