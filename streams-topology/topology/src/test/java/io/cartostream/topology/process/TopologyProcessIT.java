package io.cartostream.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.testkit.BrokerProcess;
import io.cartostream.testkit.FreePorts;
import io.cartostream.testkit.JavaLaunch;
import io.cartostream.testkit.JavaProcess;
import io.cartostream.testkit.PromtoolCheck;
import io.cartostream.testkit.RegistryDouble;
import io.cartostream.topology.Fixtures;
import io.cartostream.topology.TopologyHarness;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application as a process, on a real broker: exactly once, also when it is killed in the middle of a load. */
class TopologyProcessIT {

    private static final int PARTITIONS = 4;
    private static final int SUBNETS = 600;
    private static final int KILL_AFTER_ENTITIES = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Namespace namespace = new Namespace("it");
    private final Path folder;
    private final BrokerProcess broker;
    private final RegistryDouble registry;
    private final int healthPort = FreePorts.next();
    private final int metricsPort = FreePorts.next();
    private @Nullable JavaProcess app;

    TopologyProcessIT(@TempDir Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.registry = RegistryDouble.start(namespace);
        this.broker = BrokerProcess.start(folder, "message.max.bytes=" + TopicName.MAX_MESSAGE_BYTES);
    }

    @AfterEach
    void stop() {
        if (app != null) {
            app.close();
        }
        broker.close();
        registry.close();
    }

    @Test
    void shouldYieldTheSameGraphWhenKilledInTheMiddleOfALoad()
            throws IOException, InterruptedException, ModelException {
        broker.awaitReady();
        broker.createTopics(namespace, EnumSet.complementOf(EnumSet.of(TopicName.GRAPH_CHANGES)), PARTITIONS);
        JavaProcess refused = startApp("refused.log");
        assertThat(refused.awaitExit()).isEqualTo(1);
        assertThat(refused.output()).contains("topics are missing").contains("run `cartostream deploy`");
        broker.createTopics(namespace, EnumSet.of(TopicName.GRAPH_CHANGES), PARTITIONS);

        List<InventoryEvent> load = load();
        app = startApp("first.log");
        awaitReady(app);
        publish(load);
        try (GraphReader reader = reader()) {
            JavaProcess first = app;
            Awaitility.await().atMost(PATIENCE).until(() -> {
                assertThat(first.isAlive()).as(first.output()).isTrue();
                return reader.read() >= KILL_AFTER_ENTITIES;
            });
            first.kill();
            Map<String, String> expected = expected(load);
            assertThat(reader.graph().size()).as("killed in the middle").isLessThan(expected.size());

            app = startApp("second.log");
            JavaProcess second = app;
            Awaitility.await().atMost(PATIENCE).until(() -> {
                assertThat(second.isAlive()).as(second.output()).isTrue();
                reader.read();
                return reader.graph().size() >= expected.size();
            });
            assertThat(reader.graph()).isEqualTo(expected);
            assertThat(reader.repeated()).isEmpty();
        }
        awaitDeadLetter();
        awaitPurged();
        assertThat(get(healthPort, "/ready")).isEqualTo("200 RUNNING\n");
        String metrics = get(metricsPort, "/metrics");
        assertThat(metrics)
                .contains("cartostream_topology_node_upserts_total ")
                .contains("cartostream_topology_dead_letters_total ")
                .contains("cartostream_topology_partitions_with_work 0.0")
                .contains(
                        "cartostream_scope_complete_age_seconds{account=\"111111111111\",provider=\"aws\",region=\"eu-west-1\",resource=\"ec2.subnet\"}"
                                + " ")
                .contains("cartostream_scope_changed_total{")
                .contains("cartostream_topology_records_lag{")
                .contains("kafka_streams_thread_commit_latency_avg_seconds{")
                .contains("kafka_streams_alive_stream_threads ")
                .as("two beans under one name")
                .doesNotContain("_objectname");
        Optional<String> complaints = PromtoolCheck.complaints(metrics.substring(metrics.indexOf('#')));
        assertThat(complaints.orElse(""))
                .as("promtool check metrics, if it is installed")
                .isEmpty();
        assertThat(app.stop()).as("ended by SIGTERM").isEqualTo(143);
        assertThat(app.output()).contains("Stopped").doesNotContain("ERROR");
        assertThat(folder.resolve("ready")).doesNotExist();
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static List<InventoryEvent> load() {
        List<InventoryEvent> events = new ArrayList<>();
        Instant at = Instant.now();
        for (String account : List.of("111111111111", "222222222222")) {
            for (String region : List.of("eu-west-1", "us-east-1")) {
                String prefix = account.charAt(0) + region.substring(0, 2);
                Map<String, String> vpcs = new TreeMap<>();
                Map<String, String> subnets = new TreeMap<>();
                for (int i = 0; i < SUBNETS; i++) {
                    String vpc = "vpc-" + prefix + i / 100;
                    vpcs.put(
                            vpc,
                            "{\"VpcId\":\"%s\",\"OwnerId\":\"%s\",\"State\":\"available\"}".formatted(vpc, account));
                    subnets.put(
                            "subnet-" + prefix + i,
                            "{\"SubnetId\":\"subnet-%s%d\",\"VpcId\":\"%s\",\"OwnerId\":\"%s\"}"
                                    .formatted(prefix, i, vpc, account));
                }
                // the subnets first: their relationships wait for the VPCs
                events.addAll(Fixtures.sync(new Scope("aws", account, region, "ec2.subnet"), "s-subnets", at, subnets));
                events.addAll(Fixtures.sync(new Scope("aws", account, region, "ec2.vpc"), "s-vpcs", at, vpcs));
            }
        }
        return events;
    }

    /** What the same events come to under the test driver. */
    private Map<String, String> expected(List<InventoryEvent> load) throws ModelException {
        Map<String, String> graph = new TreeMap<>();
        try (TopologyHarness harness =
                new TopologyHarness(folder.resolve("expected"), 1, Map.of(), ModelSet.load(null, true))) {
            harness.send(load);
            for (int i = 0; i < 10; i++) {
                harness.advance(Duration.ofMillis(100));
            }
            harness.changes().forEach(change -> graph.put(change.key(), GraphReader.textOf(change.value())));
        }
        assertThat(graph).hasSizeGreaterThan(4 * 2 * SUBNETS);
        return graph;
    }

    private JavaProcess startApp(String log) throws IOException {
        return JavaLaunch.of(
                        Path.of("target", "classes") + File.pathSeparator + Path.of("target", "lib", "*"),
                        "io.cartostream.topology.TopologyMain",
                        "--config",
                        settings().toString(),
                        "--set",
                        "namespace=" + namespace.prefix())
                .flags(List.of(
                        "-Xmx384m",
                        "-javaagent:target/agent/jmx_prometheus_javaagent.jar=" + metricsPort
                                + ":target/agent/topology.yml"))
                .start(folder.resolve(log));
    }

    private Path settings() throws IOException {
        return Files.writeString(
                folder.resolve("topology.properties"),
                String.join(
                        "\n",
                        "bootstrap.servers=" + broker.bootstrapServers(),
                        "schema.registry.url=" + registry.url(),
                        "state.dir=" + folder.resolve("state"),
                        "health.port=" + healthPort,
                        "ready.file=" + folder.resolve("ready"),
                        "instance.id=it",
                        "purge.interval.ms=500"));
    }

    private void awaitReady(JavaProcess process) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            assertThat(process.isAlive()).as(process.output()).isTrue();
            return Files.exists(folder.resolve("ready"));
        });
    }

    private GraphReader reader() {
        return new GraphReader(
                broker.bootstrapServers(), registry.url(), namespace.topic(TopicName.GRAPH_CHANGES), PARTITIONS);
    }

    private void publish(List<InventoryEvent> events) {
        String topic = namespace.topic(TopicName.INVENTORY_RAW);
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaAvroSerializer avro = new KafkaAvroSerializer()) {
            avro.configure(
                    Map.of(
                            "schema.registry.url", registry.url(),
                            "auto.register.schemas", false,
                            "avro.remove.java.properties", true),
                    false);
            producer.send(new ProducerRecord<>(
                    topic,
                    "not/a/scope".getBytes(StandardCharsets.UTF_8),
                    "no event".getBytes(StandardCharsets.UTF_8)));
            for (InventoryEvent event : events) {
                producer.send(new ProducerRecord<>(topic, TopologyHarness.keyOf(event), avro.serialize(topic, event)));
            }
        }
    }

    private void awaitDeadLetter() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitionsOf(TopicName.INVENTORY_RAW_DLQ));
            List<String> reasons = new ArrayList<>();
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(letter -> reasons.add(new String(
                                letter.headers()
                                        .lastHeader(DeadLetterHeader.REASON)
                                        .value(),
                                StandardCharsets.UTF_8)));
                return !reasons.isEmpty();
            });
            assertThat(reasons).containsExactly("NOT_AVRO");
        }
    }

    /** Once everything is processed, nothing (but transaction markers) is left in the engine's own topics. */
    private void awaitPurged() {
        List<TopicPartition> partitions = new ArrayList<>(partitionsOf(TopicName.FACTS_BY_NODE));
        partitions.addAll(partitionsOf(TopicName.RELATIONSHIPS_BY_TARGET));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            for (TopicPartition partition : partitions) {
                long first = offset(partition, OffsetSpec.earliest());
                long end = offset(partition, OffsetSpec.latest());
                assertThat(end - first).as("left in " + partition).isLessThanOrEqualTo(5);
                assertThat(first).as("first of " + partition).isPositive();
            }
        });
    }

    private long offset(TopicPartition partition, OffsetSpec spec) throws Exception {
        return broker.admin()
                .listOffsets(Map.of(partition, spec))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private List<TopicPartition> partitionsOf(TopicName topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new TopicPartition(namespace.topic(topic), partition));
        }
        return partitions;
    }
}
