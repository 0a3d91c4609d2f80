package io.cartostream.topology;

import io.cartostream.avro.InventoryItem;
import io.cartostream.contract.TopicName;
import io.cartostream.models.fact.FactSource;
import io.cartostream.runtime.config.RuntimeConfig;
import io.cartostream.runtime.registry.AvroReader;
import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.runtime.registry.RetryPause;
import io.cartostream.runtime.registry.SchemaLookup;
import io.cartostream.runtime.run.AdminClients;
import io.cartostream.runtime.run.GroupProgress;
import io.cartostream.runtime.run.RepartitionPurge;
import io.cartostream.runtime.run.RunningStreams;
import io.cartostream.runtime.run.StreamsSettings;
import io.cartostream.runtime.start.ClusterCheck;
import io.cartostream.runtime.start.FatalStartException;
import io.cartostream.runtime.start.RegistryCheck;
import io.cartostream.runtime.start.StateFolder;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.metrics.ScopeMeters;
import io.cartostream.topology.metrics.TopologyMeters;
import io.cartostream.topology.modelchange.EpochGate;
import io.cartostream.topology.modelchange.EpochLog;
import io.cartostream.topology.modelchange.EpochWatch;
import io.cartostream.topology.modelchange.GroupReading;
import io.cartostream.topology.modelchange.GrownBarrier;
import io.cartostream.topology.modelchange.LatestPayloads;
import io.cartostream.topology.modelchange.ModelChangeBarrier;
import io.cartostream.topology.modelchange.ModelsInForce;
import io.cartostream.topology.modelchange.PayloadFeed;
import io.cartostream.topology.raw.EventReader;
import io.cartostream.topology.raw.RawRecordReader;
import io.cartostream.topology.stage.CommitPace;
import io.cartostream.topology.stage.StageSettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Checks the application's surroundings and wires its parts. Starts nothing. */
public final class TopologyAssembly {

    private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
    private static final long SCOPE_CACHE_BYTES = 8L * 1024 * 1024;

    private final TopologyConfig config;
    private final RuntimeConfig runtime;
    private final FactSource models;

    public TopologyAssembly(TopologyConfig config, FactSource models) {
        this.config = config;
        this.runtime = config.runtime();
        this.models = models;
    }

    /**
     * Checks the cluster, the registry, the state folder and the models in force, and returns the application, not started yet.
     *
     * @throws FatalStartException with one line for the operator
     */
    public RunningTopology assemble() {
        Admin admin = AdminClients.open(runtime);
        try {
            Map<TopicName, Integer> partitions = new ClusterCheck(admin, runtime).run(TopologyRequirements.TOPICS);
            RegistryAccess registry = new RegistryAccess(runtime);
            new RegistryCheck(registry, runtime, RetryPause.REAL, InstantSource.system())
                    .run(TopologyRequirements.writtenSamples());
            new StateFolder(runtime.stateDir(), runtime.applicationId(), TopologyRequirements.STATE_FORMAT).open();
            return wire(admin, registry, partitions);
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    private RunningTopology wire(Admin admin, RegistryAccess registry, Map<TopicName, Integer> partitions) {
        EpochLog epochs = EpochLog.of(runtime);
        ModelsInForce inForce = new EpochGate(epochs, runtime.applicationId()).enter(models.epoch());
        GroupProgress progress = GroupProgress.of(runtime, admin);
        GrownBarrier barrier =
                new GrownBarrier(new GroupReading(progress), runtime.namespace(), partitions, inForce.generation());
        Topology topology = topology(
                config,
                models,
                inForce,
                registry,
                partitions.getOrDefault(TopicName.INVENTORY_RAW, 0),
                payloads(admin, registry),
                barrier);
        RunningStreams streams = RunningStreams.create(runtime, admin, topology, progress, streamsDefaults(config));
        EpochWatch watch = new EpochWatch(
                epochs, inForce, now -> streams.stop(EpochGate.refusal(now, inForce.epoch())), barrier::look);
        streams.upkeep().add(watch, Duration.ZERO, WATCH_INTERVAL);
        streams.upkeep()
                .add(
                        new RepartitionPurge(admin, runtime, TopologyRequirements.PURGED_TOPICS),
                        config.purgeInterval(),
                        config.purgeInterval());
        return new RunningTopology(streams, watch);
    }

    private PayloadFeed.Source payloads(Admin admin, RegistryAccess registry) {
        AtomicInteger opened = new AtomicInteger();
        SchemaLookup schemas = schemas(config, registry);
        return () -> {
            Properties settings = StreamsSettings.consumer(runtime);
            settings.put("client.id", runtime.applicationId() + "-payloads-" + opened.incrementAndGet());
            return new LatestPayloads(
                    admin,
                    settings,
                    runtime.namespace().topic(TopicName.INVENTORY_LATEST),
                    new AvroReader<>(schemas, InventoryItem.getClassSchema()));
        };
    }

    private static SchemaLookup schemas(TopologyConfig config, RegistryAccess registry) {
        return new SchemaLookup(registry, config.runtime().registryRetry(), RetryPause.REAL, InstantSource.system());
    }

    /** Returns the Kafka Streams settings that this topology needs. */
    public static Map<String, String> streamsDefaults(TopologyConfig config) {
        return Map.of(
                StreamsConfig.POLL_MS_CONFIG,
                Long.toString(config.sliceInterval().toMillis()),
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                Long.toString(SCOPE_CACHE_BYTES),
                // the engine converges in any interleaving, so it never waits for the slower of two topics
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                Long.toString(StreamsConfig.MAX_TASK_IDLE_MS_DISABLED));
    }

    /**
     * Returns the topology with its processors wired, and registers its metrics.
     *
     * @param rawPartitions number of partitions of inventory-raw; 0 if unknown
     * @param payloads opens the current payloads after a change of models
     * @param barrier where partitions wait for each other after a change of models
     */
    public static Topology topology(
            TopologyConfig config,
            FactSource models,
            ModelsInForce inForce,
            RegistryAccess registry,
            int rawPartitions,
            PayloadFeed.Source payloads,
            ModelChangeBarrier barrier) {
        RuntimeConfig runtime = config.runtime();
        SchemaLookup schemas = schemas(config, registry);
        int checked = config.partitionCheck() ? rawPartitions : 0;
        StageSettings settings = new StageSettings(
                models,
                inForce,
                config.engine(),
                config.sliceInterval(),
                rawPartitions,
                payloads,
                barrier,
                TopologyMeters.registered(ManagementFactory.getPlatformMBeanServer()),
                new ScopeMeters(
                        ManagementFactory.getPlatformMBeanServer(), config.metricsScopes(), InstantSource.system()),
                new CommitPace(runtime.commitInterval().toMillis()));
        return new AssetGraphTopology(
                        runtime.namespace(),
                        settings,
                        registry,
                        () -> new RawRecordReader(new EventReader(schemas), checked))
                .build();
    }
}
