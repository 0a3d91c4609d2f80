package io.cartostream.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.engine.RandomHistory;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.models.fact.FactSource;
import io.cartostream.topology.RunningTopology;
import io.cartostream.topology.TopologyAssembly;
import io.cartostream.topology.config.TopologyConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's random histories on a real broker: real transactions, partitions and changelogs, threads that fail in the
 * middle of a transaction, restarts with and without the state folder. {@code -Dhistories.seed} and
 * {@code -Dhistories.count} choose others.
 */
class HistoriesIT {

    private static final Logger LOG = LoggerFactory.getLogger(HistoriesIT.class);
    private static final int COUNT = Integer.getInteger("histories.count", 8);
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final long firstSeed = Long.getLong("histories.seed", System.nanoTime());
    private final Path folder;
    private final TopologyCluster cluster;

    private @Nullable RunningTopology application;

    HistoriesIT(@TempDir Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.cluster = new TopologyCluster(folder, PARTITIONS);
    }

    @AfterEach
    void stop() {
        stopApplication();
        cluster.close();
    }

    /** The application runs in this process, and a thread of it that the test breaks ends with its exception. */
    @BeforeAll
    static void expectThreadsToBreak() {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    @AfterAll
    static void expectThemNoMore() {
        Awaitility.reset();
    }

    @Test
    void shouldReachTheOraclesResultOnARealBroker() throws Exception {
        for (int i = 0; i < COUNT; i++) {
            LOG.info("histories.seed={}", firstSeed + i);
            runHistory(new Namespace("history" + i), firstSeed + i);
        }
    }

    private void runHistory(Namespace namespace, long seed) throws Exception {
        cluster.add(namespace);
        keepGivenTimes(namespace);
        Random random = new Random(seed);
        RandomHistory history = new RandomHistory(seed, Instant.now().minus(Duration.ofDays(1)));
        FailingModels models = new FailingModels(RandomHistory.models());
        TopologyConfig config = config(namespace, history);
        application = started(config, models);
        TopicDrain drain = new TopicDrain(cluster.broker(), namespace, PARTITIONS);
        try (GraphReader reader = cluster.reader(namespace)) {
            while (history.hasNext()) {
                publish(namespace, history.next(1 + random.nextInt(60)));
                disturb(random.nextInt(8), models, config);
                if (random.nextInt(3) == 0) {
                    awaitGraph(seed, reader, history);
                }
            }
            drain.await(PATIENCE);
            reader.readToEnd();
            reader.noteChanges();
            publish(namespace, history.unchangedSyncs());
            awaitGraph(seed, reader, history);
            drain.await(PATIENCE);
            reader.readToEnd();
            assertThat(reader.modelledGraph())
                    .as("graph at rest, seed %d", seed)
                    .isEqualTo(history.graph());
            assertThat(cluster.latest(namespace, TopicName.INVENTORY_LATEST, InventoryItem::getPayload))
                    .as("inventory-latest, seed %d", seed)
                    .isEqualTo(history.inventory());
            assertThat(cluster.latest(namespace, TopicName.SCOPE_STATUS, ScopeStatus::getHeldSyncId))
                    .as("held, seed %d", seed)
                    .isEqualTo(history.held());
            assertThat(reader.noted())
                    .as("changes after an unchanged sync, seed %d", seed)
                    .isEmpty();
            assertThat(reader.repeated()).as("repeated, seed %d", seed).isEmpty();
        }
        stopApplication();
        cluster.broker().deleteTopics(namespace);
    }

    private static RunningTopology started(TopologyConfig config, FactSource models) {
        RunningTopology topology = new TopologyAssembly(config, models).assemble();
        topology.start();
        return topology;
    }

    private void disturb(int dice, FailingModels models, TopologyConfig config) throws IOException {
        if (dice == 0) {
            models.failOnce();
        } else if (dice <= 2) {
            stopApplication();
            if (dice == 1) {
                delete(config.runtime().stateDir());
            }
            application = started(config, models);
        }
    }

    /** The time when a record was appended counts: it is the history's, not the broker's. */
    private void keepGivenTimes(Namespace namespace) throws Exception {
        cluster.broker()
                .admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, namespace.topic(TopicName.INVENTORY_RAW)),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("message.timestamp.type", "CreateTime"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private TopologyConfig config(Namespace namespace, RandomHistory history) {
        var engine = history.config();
        Map<String, String> settings = new HashMap<>(Map.of(
                "namespace", namespace.prefix(),
                "bootstrap.servers", cluster.broker().bootstrapServers(),
                "schema.registry.url", cluster.registry().url(),
                "state.dir", cluster.state(namespace.prefix()).toString(),
                "purge.interval.ms", "500"));
        settings.put("brake.share", Double.toString(engine.brakeFraction()));
        settings.put("brake.min.resources", Integer.toString(engine.brakeMinimum()));
        settings.put("brake.whole.scope.min.resources", Integer.toString(engine.brakeWholeScope()));
        settings.put("brake.confirm.after.ms", Long.toString(engine.brakeHold().toMillis()));
        settings.put("kafka.consumer.session.timeout.ms", "6000"); // a broken thread is missed sooner
        settings.put("slice.steps", Integer.toString(engine.inlineBudget()));
        return TopologyConfig.of(settings);
    }

    private void publish(Namespace namespace, List<Dated> events) {
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer();
                KafkaAvroSerializer avro = cluster.serializer()) {
            for (Dated dated : events) {
                InventoryEvent event = EngineEvents.toAvro(dated.event());
                ProducerRecord<byte[], byte[]> record = TopologyCluster.record(namespace, event, avro);
                producer.send(
                        new ProducerRecord<>(record.topic(), null, dated.appendTime(), record.key(), record.value()));
            }
        }
    }

    private static void awaitGraph(long seed, GraphReader reader, RandomHistory history) {
        Map<String, String> graph = history.graph();
        Map<String, Long> freshness = history.freshness();
        Awaitility.await("history of seed " + seed).atMost(PATIENCE).untilAsserted(() -> {
            reader.read();
            assertThat(reader.modelledGraph()).isEqualTo(graph);
            assertThat(reader.freshness()).isEqualTo(freshness);
        });
    }

    private void stopApplication() {
        if (application != null) {
            application.close();
            application = null;
        }
    }

    private static void delete(Path state) throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
