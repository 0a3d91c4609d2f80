package io.cartostream.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ScopeRetired;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.OracleGraph;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.runtime.registry.UnreadableRecordException;
import io.cartostream.topology.Fixtures;
import io.cartostream.topology.avro.AvroEvents;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three instances with standbys on a real broker, and whatever can happen to them. {@code -Dfaults.resources},
 * {@code -Dfaults.kills}, {@code -Dfaults.outage.seconds} and {@code -Dfaults.hub} make it longer, {@code -Dfaults.seed}
 * repeats a run.
 */
class FaultsIT {

    private static final Logger LOG = LoggerFactory.getLogger(FaultsIT.class);
    private static final Namespace NAMESPACE = new Namespace("faults");
    private static final int PARTITIONS = 4;
    private static final int RESOURCES = Integer.getInteger("faults.resources", 20_000);
    private static final int KILLS = Integer.getInteger("faults.kills", 3);
    private static final int OUTAGE_SECONDS = Integer.getInteger("faults.outage.seconds", 10);
    private static final int HUB = Integer.getInteger("faults.hub", 20_000);
    private static final int POISON = 50;
    private static final int SERVERS_PER_SCOPE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(180 + RESOURCES / 100 + HUB / 100);

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Path folder;
    private final TopologyCluster cluster;
    private final KilledInstances instances;
    private final TopicDrain drain;
    private final ModelSet models;
    private final Instant start = Instant.now().minus(Duration.ofHours(1));

    FaultsIT(@TempDir Path folder) throws IOException, InterruptedException, ModelException {
        LOG.info("faults.seed={}", seed);
        this.folder = folder;
        Path modelFolder = Files.createDirectories(folder.resolve("models"));
        Files.writeString(modelFolder.resolve("rack.yaml"), RackModels.TEXT);
        this.models = ModelSet.load(modelFolder, true);
        this.cluster = new TopologyCluster(folder, PARTITIONS, NAMESPACE);
        this.instances = new KilledInstances(cluster, NAMESPACE, "models.folder=" + modelFolder);
        this.drain = new TopicDrain(cluster.broker(), NAMESPACE, PARTITIONS);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldYieldTheOraclesGraphWhateverFails() throws IOException, InterruptedException, UnreadableRecordException {
        List<InventoryEvent> first = sync("s1", start, 0);
        List<InventoryEvent> second = sync("s2", start.plus(Duration.ofMinutes(20)), 10);
        OracleGraph oracle = new OracleGraph(models, EngineConfig.defaults());
        apply(oracle, first);
        Map<String, String> expectedFirst = oracle.graph();
        apply(oracle, second);
        Map<String, String> expected = oracle.graph();

        instances.startAll();
        instances.awaitReady();
        try (GraphReader reader = cluster.reader(NAMESPACE);
                KafkaAvroSerializer avro = cluster.serializer();
                KafkaAvroDeserializer decoder = deserializer()) {
            PoisonRecords poison = new PoisonRecords(NAMESPACE, PARTITIONS, avro, random);
            publish(first, poison, avro);
            for (int kill = 1; kill <= KILLS; kill++) {
                long threshold = (long) (expectedFirst.size() * (kill - random.nextDouble()) / KILLS);
                awaitChanges(reader, Math.min(threshold, expectedFirst.size() - 1));
                String killed = instances.killOne(random);
                boolean withoutState = kill == KILLS;
                LOG.info("killed {} at {} changes, state lost: {}", killed, reader.changes(), withoutState);
                instances.restart(killed, withoutState);
            }
            awaitEqual(reader, expectedFirst);
            assertThat(reader.deleted()).isEmpty();
            assertThat(reader.repeated()).isEmpty();

            long before = reader.changes();
            publish(second, poison, avro);
            awaitChanges(reader, before + random.nextInt(RESOURCES / 20));
            LOG.info("the broker is killed at {} changes", reader.changes());
            cluster.broker().restart();
            registryAway(reader, before);
            awaitEqual(reader, expected);
            assertThat(reader.freshness()).isEqualTo(oracle.freshness());
            assertThat(reader.repeated()).isEmpty();
            checkDeadLetters(poison, decoder, reader, oracle);
        }
        instances.stop();
    }

    /** One is killed meanwhile, and waits for the registry when it starts; the others go on. */
    private void registryAway(GraphReader reader, long before) throws IOException, InterruptedException {
        cluster.registry().leave();
        String killed = instances.killOne(random);
        instances.restart(killed, false);
        LOG.info("the registry is away, {} was killed", killed);
        Instant until = Instant.now().plusSeconds(OUTAGE_SECONDS);
        await(() -> reader.changes() + " changes, more than " + before + " wanted", () -> {
            reader.read();
            return Instant.now().isAfter(until) && reader.changes() > before;
        });
        cluster.registry().comeBack();
    }

    private void checkDeadLetters(
            PoisonRecords poison, KafkaAvroDeserializer decoder, GraphReader reader, OracleGraph oracle)
            throws UnreadableRecordException {
        try (KafkaConsumer<byte[], byte[]> letters =
                PoisonRecords.letters(cluster.broker().bootstrapServers())) {
            assertThat(poison.found(letters, decoder)).isEqualTo(poison.expected());
            List<InventoryEvent> misplaced = poison.misplacedIn(letters, decoder);
            assertThat(misplaced).isNotEmpty();
            cluster.publish(NAMESPACE, misplaced);
            apply(oracle, misplaced);
            awaitEqual(reader, oracle.graph());
            assertThat(poison.found(letters, decoder)).isEqualTo(poison.expected());
        }
    }

    @Test
    void shouldFanOutAHubAndSweepItsNeighboursWithoutATransactionTimeout() throws IOException, InterruptedException {
        Scope servers = new Scope("lab", "hub", "eu", "rack.server");
        Scope racks = new Scope("lab", "hub", "eu", "rack.rack");
        String hub = "{\"Id\":\"r0\",\"Name\":\"hub\"}";
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < HUB; i++) {
            many.put("s" + i, "{\"Id\":\"s%d\",\"Rack\":\"r0\"}".formatted(i));
        }
        instances.startAll();
        instances.awaitReady();
        try (GraphReader reader = cluster.reader(NAMESPACE)) {
            cluster.publish(NAMESPACE, Fixtures.sync(servers, "s1", start, many));
            awaitGraph(reader, HUB, "neighbours without a hub");
            cluster.publish(NAMESPACE, List.of(Fixtures.observed(racks, "r0", hub, start)));
            awaitGraph(reader, 2 * HUB + 1, "the hub appeared");
            cluster.publish(NAMESPACE, List.of(Fixtures.removed(racks, "r0", start.plusSeconds(1))));
            awaitGraph(reader, HUB, "the hub went");
            cluster.publish(NAMESPACE, List.of(Fixtures.observed(racks, "r0", hub, start.plusSeconds(2))));
            awaitGraph(reader, 2 * HUB + 1, "the hub came back");
            cluster.publish(
                    NAMESPACE,
                    List.of(Fixtures.event(
                            servers, null, 0, start.plusSeconds(3), new ScopeRetired("account closed", true))));
            awaitGraph(reader, 1, "the neighbours were swept");
            assertThat(reader.repeated()).isEmpty();
        }
        instances.stop();
        assertThat(instances.output())
                .doesNotContain("ERROR")
                .doesNotContain("Fenced")
                .doesNotContain("InvalidProducerEpoch")
                .doesNotContain("starts over from the last commit");
    }

    private void awaitGraph(GraphReader reader, int entities, String what) {
        Instant before = Instant.now();
        await(() -> what + ": " + reader.modelled() + " of " + entities + " entities", () -> {
            reader.read();
            return reader.modelled() == entities;
        });
        LOG.info("{}: {} ms", what, Duration.between(before, Instant.now()).toMillis());
    }

    private void awaitChanges(GraphReader reader, long changes) {
        await(() -> reader.changes() + " of " + changes + " changes", () -> {
            reader.read();
            return reader.changes() >= changes;
        });
    }

    private void awaitEqual(GraphReader reader, Map<String, String> expected) {
        await(() -> "the oracle's graph: " + reader.differences(expected), () -> {
            reader.read();
            return reader.modelledGraph().equals(expected);
        });
    }

    /** All of them are older than their append to the topic. */
    private static void apply(OracleGraph oracle, List<InventoryEvent> events) throws UnreadableRecordException {
        for (InventoryEvent event : events) {
            Scope scope =
                    new Scope(event.getProvider(), event.getAccount(), event.getRegion(), event.getResourceType());
            oracle.apply(new Dated(
                    AvroEvents.toEngine(scope, event), event.getObservedAt().toEpochMilli()));
        }
    }

    private void await(Supplier<String> state, Callable<Boolean> condition) {
        instances.await(
                PATIENCE,
                () -> "faults.seed=%d; %s%n%s%nthe broker: %s"
                        .formatted(
                                seed,
                                state.get(),
                                drain.describe(),
                                cluster.broker().output()),
                condition);
    }

    private void publish(List<InventoryEvent> events, PoisonRecords poison, KafkaAvroSerializer avro) {
        int every = events.size() / POISON;
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer()) {
            for (int i = 0; i < events.size(); i++) {
                producer.send(TopologyCluster.record(NAMESPACE, events.get(i), avro));
                if (i % every == random.nextInt(every)) {
                    ProducerRecord<byte[], byte[]> bad = poison.next(new Scope("lab", "poison", "eu", "rack.server"));
                    producer.send(bad);
                }
            }
        }
    }

    /** A sync of everything; with {@code changed} > 0, one server in that many changed, and one in that many is gone. */
    private static List<InventoryEvent> sync(String id, Instant at, int changed) {
        List<InventoryEvent> events = new ArrayList<>();
        int scopes = Math.max(1, RESOURCES / SERVERS_PER_SCOPE);
        for (int scope = 0; scope < scopes; scope++) {
            Map<String, String> servers = new TreeMap<>();
            Map<String, String> racks = new TreeMap<>();
            for (int i = 0; i < SERVERS_PER_SCOPE; i++) {
                boolean other = changed > 0 && i % changed == 0;
                if (changed > 0 && i % changed == 1) {
                    continue;
                }
                int rack = (i + (other ? 1 : 0)) % 10;
                servers.put(
                        "s" + scope + "-" + i,
                        "{\"Id\":\"s%d-%d\",\"Name\":\"%s\",\"Rack\":\"r%d-%d\",\"Near\":\"rack %d-%d\"}"
                                .formatted(scope, i, other ? "new" : "old", scope, rack, (scope + 1) % scopes, rack));
            }
            for (int i = 0; i < 10; i++) {
                racks.put(
                        "r" + scope + "-" + i,
                        "{\"Id\":\"r%d-%d\",\"Name\":\"rack %d-%d\"}".formatted(scope, i, scope, i));
            }
            events.addAll(Fixtures.sync(new Scope("lab", "a" + scope, "eu", "rack.server"), id, at, servers));
            events.addAll(Fixtures.sync(new Scope("lab", "a" + scope, "eu", "rack.rack"), id, at, racks));
        }
        events.addAll(
                Fixtures.sync(new Scope("lab", "poison", "eu", "rack.rack"), id, at, Map.of("r0", "{\"Id\":\"r0\"}")));
        return events;
    }

    private KafkaAvroDeserializer deserializer() {
        KafkaAvroDeserializer avro = new KafkaAvroDeserializer();
        avro.configure(Map.of("schema.registry.url", cluster.registry().url(), "specific.avro.reader", true), false);
        return avro;
    }
}
