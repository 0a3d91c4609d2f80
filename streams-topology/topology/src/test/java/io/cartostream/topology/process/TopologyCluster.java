package io.cartostream.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.testkit.BrokerProcess;
import io.cartostream.testkit.JavaLaunch;
import io.cartostream.testkit.JavaProcess;
import io.cartostream.testkit.RegistryDouble;
import io.cartostream.topology.TopologyHarness;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A broker, a registry and any number of instances of the application, in a folder of the test. */
final class TopologyCluster implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CLASSES =
            Path.of("target", "classes") + File.pathSeparator + Path.of("target", "lib", "*");

    private final Path folder;
    private final int partitions;
    private final BrokerProcess broker;
    private final RegistryDouble registry;
    private final List<JavaProcess> processes = new ArrayList<>();

    TopologyCluster(Path folder, int partitions, Namespace... namespaces) throws IOException, InterruptedException {
        this.folder = folder;
        this.partitions = partitions;
        registry = RegistryDouble.start(namespaces);
        broker = BrokerProcess.start(folder, "message.max.bytes=" + TopicName.MAX_MESSAGE_BYTES);
        broker.awaitReady();
        for (Namespace namespace : namespaces) {
            broker.createTopics(namespace, EnumSet.allOf(TopicName.class), partitions);
        }
    }

    /** Another namespace, with its topics. */
    void add(Namespace namespace) {
        registry.add(namespace);
        broker.createTopics(namespace, EnumSet.allOf(TopicName.class), partitions);
    }

    BrokerProcess broker() {
        return broker;
    }

    RegistryDouble registry() {
        return registry;
    }

    /** Starts an instance; {@code settings} are assignments or further arguments that begin with dashes. */
    JavaProcess start(String name, Namespace namespace, String... settings) throws IOException {
        return start(CLASSES, name, namespace, settings);
    }

    /** Starts an instance that finds the classes of the tests, too. */
    JavaProcess startWithTestClasses(String name, Namespace namespace, String... settings) throws IOException {
        return start(CLASSES + File.pathSeparator + Path.of("target", "test-classes"), name, namespace, settings);
    }

    private JavaProcess start(String classPath, String name, Namespace namespace, String... settings)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("--config", config(name, namespace).toString()));
        Arrays.stream(settings)
                .filter(setting -> setting.startsWith("--"))
                .forEach(setting -> arguments.addAll(List.of(setting.split(" "))));
        Arrays.stream(settings)
                .filter(setting -> !setting.startsWith("--"))
                .forEach(setting -> arguments.addAll(List.of("--set", setting)));
        JavaProcess process = JavaLaunch.of(classPath, "io.cartostream.topology.TopologyMain")
                .flags(List.of("-Xmx384m"))
                .arguments(arguments)
                .start(folder.resolve(name + ".log"));
        processes.add(process);
        return process;
    }

    private Path config(String name, Namespace namespace) throws IOException {
        Files.deleteIfExists(ready(name));
        return Files.writeString(
                folder.resolve(name + ".properties"),
                String.join(
                        "\n",
                        "namespace=" + namespace.prefix(),
                        "bootstrap.servers=" + broker.bootstrapServers(),
                        "schema.registry.url=" + registry.url(),
                        "state.dir=" + state(name),
                        "ready.file=" + ready(name),
                        "purge.interval.ms=500"));
    }

    /** The state folder of an instance. */
    Path state(String name) {
        return folder.resolve(name + ".state");
    }

    private Path ready(String name) {
        return folder.resolve(name + ".ready");
    }

    void awaitReady(String name, JavaProcess process) {
        await(process, () -> Files.exists(ready(name)));
    }

    /** Waits for a condition while a process lives. */
    static void await(JavaProcess process, Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            assertThat(process.isAlive()).as(process::output).isTrue();
            return condition.call();
        });
    }

    GraphReader reader(Namespace namespace) {
        return new GraphReader(
                broker.bootstrapServers(), registry.url(), namespace.topic(TopicName.GRAPH_CHANGES), partitions);
    }

    /** What a compacted topic says in the end, by key, as these texts of its values; where a text is null, nothing. */
    <T> Map<String, String> latest(Namespace namespace, TopicName topic, Function<T, @Nullable String> text) {
        KafkaAvroDeserializer value = new KafkaAvroDeserializer();
        value.configure(Map.of("schema.registry.url", registry.url(), "specific.avro.reader", true), false);
        try (KafkaConsumer<String, Object> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                value)) {
            List<TopicPartition> all = consumer.partitionsFor(namespace.topic(topic)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            Map<String, String> latest = new TreeMap<>();
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, Object> record : consumer.poll(Duration.ofMillis(200))) {
                    @SuppressWarnings("unchecked") // one schema, one class
                    String now = record.value() == null ? null : text.apply((T) record.value());
                    latest.remove(record.key());
                    if (now != null) {
                        latest.put(record.key(), now);
                    }
                }
            }
            return latest;
        }
    }

    void publish(Namespace namespace, List<InventoryEvent> events) {
        try (KafkaProducer<byte[], byte[]> producer = producer();
                KafkaAvroSerializer avro = serializer()) {
            for (InventoryEvent event : events) {
                producer.send(record(namespace, event, avro));
            }
        }
    }

    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    KafkaAvroSerializer serializer() {
        KafkaAvroSerializer avro = new KafkaAvroSerializer();
        avro.configure(
                Map.of(
                        "schema.registry.url", registry.url(),
                        "auto.register.schemas", false,
                        "avro.remove.java.properties", true),
                false);
        return avro;
    }

    static ProducerRecord<byte[], byte[]> record(Namespace namespace, InventoryEvent event, KafkaAvroSerializer avro) {
        String topic = namespace.topic(TopicName.INVENTORY_RAW);
        return new ProducerRecord<>(topic, TopologyHarness.keyOf(event), avro.serialize(topic, event));
    }

    @Override
    public void close() {
        processes.forEach(JavaProcess::close);
        broker.close();
        registry.close();
    }
}
