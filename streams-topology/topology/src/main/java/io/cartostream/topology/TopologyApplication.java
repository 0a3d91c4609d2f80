package io.cartostream.topology;

import io.cartostream.avro.InventoryItem;
import io.cartostream.contract.TopicName;
import io.cartostream.models.fact.FactSource;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.metrics.ScopeMeters;
import io.cartostream.topology.metrics.TopologyMeters;
import io.cartostream.topology.modelchange.EpochGate;
import io.cartostream.topology.modelchange.EpochLog;
import io.cartostream.topology.modelchange.EpochWatch;
import io.cartostream.topology.modelchange.GroupProgress;
import io.cartostream.topology.modelchange.GrownBarrier;
import io.cartostream.topology.modelchange.LatestPayloads;
import io.cartostream.topology.modelchange.ModelChangeBarrier;
import io.cartostream.topology.modelchange.ModelsInForce;
import io.cartostream.topology.modelchange.PayloadFeed;
import io.cartostream.topology.raw.EventReader;
import io.cartostream.topology.raw.RawRecordReader;
import io.cartostream.topology.registry.AvroReader;
import io.cartostream.topology.registry.RegistryAccess;
import io.cartostream.topology.registry.RetryPause;
import io.cartostream.topology.registry.SchemaLookup;
import io.cartostream.topology.run.ClusterCheck;
import io.cartostream.topology.run.FailurePolicy;
import io.cartostream.topology.run.FatalStartException;
import io.cartostream.topology.run.ReadinessSignal;
import io.cartostream.topology.run.RegistryCheck;
import io.cartostream.topology.run.RepartitionPurge;
import io.cartostream.topology.run.RestoreLog;
import io.cartostream.topology.run.StallWatch;
import io.cartostream.topology.run.StateFolder;
import io.cartostream.topology.run.StreamsSettings;
import io.cartostream.topology.stage.CommitPace;
import io.cartostream.topology.stage.StageSettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application from its checks at start to its clean stop. */
public final class TopologyApplication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyApplication.class);
    private static final long WATCH_MS = 500;

    /** One for each task: while Kafka is away each of them waits for it. */
    private static final int UPKEEP_THREADS = 3;

    private final TopologyConfig config;
    private final Admin admin;
    private final KafkaStreams streams;
    private final ReadinessSignal readiness;
    private final FailurePolicy failures = new FailurePolicy(RetryPause.REAL, InstantSource.system(), this::onFatal);
    private final RestoreLog restores = new RestoreLog(InstantSource.system());
    private final ScheduledExecutorService upkeep;
    private final EpochWatch watch;
    private final AtomicReference<@Nullable FatalStartException> ended = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Checks everything and starts.
     *
     * @throws FatalStartException with the line for the operator
     */
    public static TopologyApplication start(TopologyConfig config, FactSource models) {
        Admin admin = adminOf(config);
        try {
            Map<TopicName, Integer> partitions = new ClusterCheck(
                            admin, config.bootstrapServers(), config.namespace(), config.applicationId())
                    .run(config.startTimeout());
            RegistryAccess registry = new RegistryAccess(config);
            new RegistryCheck(
                            registry, String.join(",", config.registryUrls()), RetryPause.REAL, InstantSource.system())
                    .run(config.namespace(), config.startTimeout());
            new StateFolder(config.stateDir(), config.applicationId()).open();
            int raw = partitions.getOrDefault(TopicName.INVENTORY_RAW, 0);
            EpochLog epochs = epochs(config);
            ModelsInForce inForce = new EpochGate(epochs, config.applicationId()).enter(models.epoch());
            GroupProgress progress = progress(config, admin);
            GrownBarrier barrier = new GrownBarrier(progress, config.namespace(), partitions, inForce.generation());
            Topology topology =
                    topology(config, models, inForce, registry, raw, payloads(config, admin, registry), barrier);
            return new TopologyApplication(config, admin, topology, epochs, inForce, barrier, progress);
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    private static Admin adminOf(TopologyConfig config) {
        try {
            return Admin.create(StreamsSettings.admin(config));
        } catch (KafkaException e) {
            throw new FatalStartException(
                    "cannot reach Kafka at " + config.bootstrapServers() + " (bootstrap.servers): "
                            + FailurePolicy.lineOf(e),
                    e);
        }
    }

    /** The record of the models in force. */
    public static EpochLog epochs(TopologyConfig config) {
        return new EpochLog(
                StreamsSettings.consumer(config),
                StreamsSettings.producer(config),
                config.namespace().topic(TopicName.MODEL_EPOCH),
                config.applicationId(),
                config.startTimeout(),
                InstantSource.system());
    }

    private static GroupProgress progress(TopologyConfig config, Admin admin) {
        Properties settings = StreamsSettings.consumer(config);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, config.applicationId() + "-progress");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new GroupProgress(
                admin,
                config.applicationId(),
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    private static PayloadFeed.Source payloads(TopologyConfig config, Admin admin, RegistryAccess registry) {
        AtomicInteger opened = new AtomicInteger();
        SchemaLookup schemas =
                new SchemaLookup(registry, config.registryRetry(), RetryPause.REAL, InstantSource.system());
        return () -> {
            Properties settings = StreamsSettings.consumer(config);
            settings.put("client.id", config.applicationId() + "-payloads-" + opened.incrementAndGet());
            return new LatestPayloads(
                    admin,
                    settings,
                    config.namespace().topic(TopicName.INVENTORY_LATEST),
                    new AvroReader<>(schemas, InventoryItem.getClassSchema()));
        };
    }

    /**
     * The topology as it runs.
     *
     * @param rawPartitions as inventory-raw has them
     * @param payloads where the current payloads are read when the models changed
     * @param barrier where partitions wait for each other then
     */
    public static Topology topology(
            TopologyConfig config,
            FactSource models,
            ModelsInForce inForce,
            RegistryAccess registry,
            int rawPartitions,
            PayloadFeed.Source payloads,
            ModelChangeBarrier barrier) {
        SchemaLookup schemas =
                new SchemaLookup(registry, config.registryRetry(), RetryPause.REAL, InstantSource.system());
        int checked = config.partitionCheck() ? rawPartitions : 0;
        StageSettings settings = new StageSettings(
                models,
                inForce,
                config.engine(),
                config.sliceInterval(),
                rawPartitions,
                payloads,
                barrier,
                registered(new TopologyMeters()),
                new ScopeMeters(
                        ManagementFactory.getPlatformMBeanServer(), config.metricsScopes(), InstantSource.system()),
                new CommitPace(config.commitInterval().toMillis()));
        return new AssetGraphTopology(
                        config.namespace(),
                        settings,
                        registry,
                        () -> new RawRecordReader(new EventReader(schemas), checked))
                .build();
    }

    private static TopologyMeters registered(TopologyMeters meters) {
        try {
            ObjectName name = new ObjectName(TopologyMeters.OBJECT_NAME);
            if (ManagementFactory.getPlatformMBeanServer().isRegistered(name)) {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            }
            ManagementFactory.getPlatformMBeanServer().registerMBean(meters, name);
        } catch (JMException e) {
            LOG.warn("No metrics over JMX: {}", e.toString());
        }
        return meters;
    }

    private TopologyApplication(
            TopologyConfig config,
            Admin admin,
            Topology topology,
            EpochLog epochs,
            ModelsInForce inForce,
            GrownBarrier barrier,
            StallWatch.Group group) {
        this.config = config;
        this.admin = admin;
        this.streams = streamsOf(config, topology);
        this.readiness = new ReadinessSignal(config.readyFile(), streams::state);
        this.watch =
                new EpochWatch(epochs, inForce, now -> end(EpochGate.refusal(now, inForce.epoch())), barrier::look);
        this.upkeep = Executors.newScheduledThreadPool(UPKEEP_THREADS, task -> {
            Thread thread = new Thread(task, "upkeep");
            thread.setDaemon(true);
            return thread;
        });
        readiness.serve(config.healthPort());
        streams.setUncaughtExceptionHandler(failures);
        streams.setGlobalStateRestoreListener(restores);
        streams.setStateListener(this::onState);
        streams.start();
        long interval = config.purgeInterval().toMillis();
        var unused = upkeep.scheduleWithFixedDelay(
                new RepartitionPurge(admin, config.namespace(), config.applicationId()),
                interval,
                interval,
                TimeUnit.MILLISECONDS);
        var unusedToo = upkeep.scheduleWithFixedDelay(watch, 0, WATCH_MS, TimeUnit.MILLISECONDS);
        StallWatch stalls = new StallWatch(
                group,
                this::consumers,
                () -> restores.calls() + failures.handled(),
                config.stallTimeout(),
                InstantSource.system(),
                reason -> end(new FatalStartException(reason)));
        long look = stalls.interval().toMillis();
        var unusedAsWell = upkeep.scheduleWithFixedDelay(stalls, look, look, TimeUnit.MILLISECONDS);
    }

    /** The client ids of the consumers; none while the application starts or stops. */
    private Set<String> consumers() {
        if (!streams.state().isRunningOrRebalancing()) {
            return Set.of();
        }
        return streams.metadataForLocalThreads().stream()
                .map(ThreadMetadata::consumerClientId)
                .collect(Collectors.toSet());
    }

    private void end(FatalStartException reason) {
        LOG.error("Stopping: {}", reason.getMessage());
        ended.set(reason);
        stopped.countDown();
    }

    private static KafkaStreams streamsOf(TopologyConfig config, Topology topology) {
        try {
            return new KafkaStreams(topology, StreamsSettings.of(config));
        } catch (StreamsException e) {
            throw new FatalStartException("cannot start: " + FailurePolicy.lineOf(e), e);
        }
    }

    /** Kafka Streams says that it stopped when all threads have ended; one that cannot must not keep the process. */
    private void onFatal() {
        try {
            var unused =
                    upkeep.schedule(stopped::countDown, config.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("It is being stopped already", e);
        }
    }

    private void onState(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.debug("{} -> {}", before, now);
        if (now == KafkaStreams.State.RUNNING) {
            restores.finished();
            readiness.running();
        } else if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
            stopped.countDown();
        }
    }

    /**
     * Waits until the application stopped, by {@link #close} or by a failure.
     *
     * @return the failure; null if there was none
     */
    public @Nullable Throwable awaitStop() throws InterruptedException {
        stopped.await();
        Throwable failure = failures.fatal();
        return failure == null ? ended.get() : failure;
    }

    /** A failure in one line. */
    public static String lineOf(Throwable failure) {
        return FailurePolicy.lineOf(failure);
    }

    /**
     * Commits what is open and stops. Leaves the group, so that others (or the next start) need not wait for the session to
     * time out; an instance with an id of its own stays a member and gets its partitions back.
     */
    @Override
    public void close() {
        readiness.close();
        watch.close();
        upkeep.shutdownNow();
        CloseOptions.GroupMembershipOperation membership = config.instanceId().isPresent()
                ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
                : CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
        boolean clean =
                streams.close(CloseOptions.groupMembershipOperation(membership).withTimeout(config.stopTimeout()));
        admin.close(Duration.ZERO);
        if (clean) {
            LOG.info("Stopped");
        } else {
            LOG.warn(
                    "Stopped after {} s with work still open; it is done again at the next start",
                    config.stopTimeout().toSeconds());
        }
        stopped.countDown();
    }
}
