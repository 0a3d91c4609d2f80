package io.cartostream.topology;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.models.fact.FactSource;
import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.runtime.run.StreamsSettings;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.modelchange.ModelsInForce;
import io.cartostream.topology.modelchange.PayloadFeed;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology under TopologyTestDriver, with the settings of production and a separate registry. */
public final class TopologyHarness implements AutoCloseable {

    /** When tests begin. */
    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final Namespace namespace = new Namespace("t");
    private final String scope = "harness-" + UUID.randomUUID();
    private final SchemaRegistryClient registry =
            MockSchemaRegistry.getClientForScope(scope, List.of(new AvroSchemaProvider()));
    private final TopologyConfig config;
    private final Serializer<SpecificRecord> events;
    private final LatestDouble latest = new LatestDouble();
    private boolean barrierOpen = true;
    private FactSource models;
    private ModelsInForce inForce;
    private TopologyTestDriver driver;
    private Instant now = START;

    /** Starts on a state folder; {@code partitions} of inventory-raw are assumed, the driver has only partition 0. */
    public TopologyHarness(Path state, int partitions) {
        this(state, partitions, Map.of());
    }

    /** The same with settings. */
    public TopologyHarness(Path state, int partitions, Map<String, String> settings) {
        this(state, partitions, settings, new ThingModels());
    }

    /** The same with other models. */
    public TopologyHarness(Path state, int partitions, Map<String, String> settings, FactSource models) {
        this.models = models;
        this.inForce = new ModelsInForce(1, models.epoch(), START);
        Map<String, String> all = new HashMap<>(settings);
        all.put("namespace", namespace.prefix());
        all.put("bootstrap.servers", "none:0");
        all.put("schema.registry.url", "mock://" + scope);
        all.put("state.dir", state.toString());
        config = TopologyConfig.of(all);
        for (TopicName topic : TopicName.values()) {
            register(topic);
        }
        RegistryAccess access = new RegistryAccess(config.runtime());
        events = access.serializer();
        driver = driver(access, partitions);
    }

    private TopologyTestDriver driver(RegistryAccess access, int partitions) {
        return new TopologyTestDriver(
                TopologyAssembly.topology(
                        config, models, inForce, access, partitions, this::openLatest, generation -> barrierOpen),
                StreamsSettings.of(config.runtime(), TopologyAssembly.streamsDefaults(config)),
                now);
    }

    private void register(TopicName topic) {
        String schema = topic.valueSchema();
        if (schema == null) {
            return;
        }
        try (InputStream avsc = GraphChange.class.getResourceAsStream("/avro/" + schema + ".avsc")) {
            registry.register(
                    namespace.valueSubject(topic),
                    new AvroSchema(new String(avsc.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RestClientException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The registry. */
    public SchemaRegistryClient registry() {
        return registry;
    }

    /** A topic's physical name. */
    public String topic(TopicName topic) {
        return namespace.topic(topic);
    }

    private PayloadFeed openLatest() {
        items();
        return latest.open();
    }

    /** Sets whether partitions that wait for others while facts are derived again may go on. */
    public void barrier(boolean open) {
        barrierOpen = open;
    }

    /** How often inventory-latest was opened to be read. */
    public int readingsOfLatest() {
        return latest.opened();
    }

    /** Stops and starts with the same state under other models. */
    public void restart(FactSource others, long generation) {
        items();
        models = others;
        inForce = new ModelsInForce(generation, others.epoch(), now);
        restart(1);
    }

    /** Stops and starts with the same state. The driver deletes its folder when it closes, so that the entries are copied. */
    public void restart(int partitions) {
        Map<String, List<KeyValue<Bytes, byte[]>>> state = new HashMap<>();
        for (String name : driver.getAllStateStores().keySet()) {
            List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
            try (KeyValueIterator<Bytes, byte[]> all = store(name).all()) {
                all.forEachRemaining(entries::add);
            }
            state.put(name, entries);
        }
        driver.close();
        driver = driver(new RegistryAccess(config.runtime()), partitions);
        state.forEach((name, entries) -> store(name).putAll(entries));
    }

    /** How many entries a store has. */
    public int entries(String name) {
        int entries = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store(name).all()) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    private KeyValueStore<Bytes, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /** The current time, which is also the append time of what is sent. */
    public Instant now() {
        return now;
    }

    /** Lets time pass, punctuations included. */
    public void advance(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** Sends events under their scope's key. */
    public void send(List<InventoryEvent> sent) {
        sent.forEach(this::send);
    }

    /** Sends an event under its scope's key. */
    public void send(InventoryEvent event) {
        sendBytes(keyOf(event), bytes(event));
    }

    /** An event as the topic has it. */
    public byte[] bytes(InventoryEvent event) {
        return events.serialize(topic(TopicName.INVENTORY_RAW), event);
    }

    /** The key of an event. */
    public static byte[] keyOf(InventoryEvent event) {
        return String.join("/", event.getProvider(), event.getAccount(), event.getRegion(), event.getResourceType())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Sends any bytes to inventory-raw. */
    public void sendBytes(byte @Nullable [] key, byte @Nullable [] value) {
        sendBytes(key, value, new RecordHeaders());
    }

    /** Sends any bytes to inventory-raw, with headers. */
    public void sendBytes(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        TestInputTopic<byte[], byte[]> raw = driver.createInputTopic(
                topic(TopicName.INVENTORY_RAW), new ByteArraySerializer(), new ByteArraySerializer());
        raw.pipeInput(new TestRecord<>(key, value, headers, now));
    }

    /** New graph changes. */
    public List<TestRecord<String, GraphChange>> changes() {
        return read(TopicName.GRAPH_CHANGES);
    }

    /** New current payloads. */
    public List<TestRecord<String, InventoryItem>> items() {
        List<TestRecord<String, InventoryItem>> items = read(TopicName.INVENTORY_LATEST);
        items.forEach(item -> latest.add(item.key(), item.value()));
        return items;
    }

    /** New scope statuses. */
    public List<TestRecord<String, ScopeStatus>> statuses() {
        return read(TopicName.SCOPE_STATUS);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private <T> List<TestRecord<String, T>> read(TopicName topic) {
        KafkaAvroDeserializer value = new KafkaAvroDeserializer(
                registry, Map.of("schema.registry.url", "mock://" + scope, "specific.avro.reader", true));
        TestOutputTopic output = driver.createOutputTopic(topic(topic), new StringDeserializer(), value);
        return output.readRecordsToList();
    }

    /** New dead letters. */
    public List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters(TopicName.INVENTORY_RAW_DLQ);
    }

    /** New dead letters of one topic. */
    public List<TestRecord<byte[], byte[]>> deadLetters(TopicName dlq) {
        TestOutputTopic<byte[], byte[]> output =
                driver.createOutputTopic(topic(dlq), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return output.readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
        MockSchemaRegistry.dropScope(scope);
    }
}
