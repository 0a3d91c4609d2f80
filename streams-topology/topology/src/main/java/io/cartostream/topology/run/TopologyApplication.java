package io.cartostream.topology.run;

import io.cartostream.contract.TopicName;
import io.cartostream.models.fact.FactSource;
import io.cartostream.topology.AssetGraphTopology;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.raw.EventReader;
import io.cartostream.topology.raw.Pause;
import io.cartostream.topology.raw.RawRecordReader;
import io.cartostream.topology.raw.RegistryAccess;
import io.cartostream.topology.raw.SchemaLookup;
import io.cartostream.topology.stage.CommitPace;
import io.cartostream.topology.stage.Meters;
import io.cartostream.topology.stage.StageSettings;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application from its checks at start to its clean stop. */
public final class TopologyApplication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyApplication.class);

    private final TopologyConfig config;
    private final Admin admin;
    private final KafkaStreams streams;
    private final Readiness readiness;
    private final FailurePolicy failures = new FailurePolicy(Pause.REAL, InstantSource.system());
    private final RestoreLog restores = new RestoreLog(InstantSource.system());
    private final ScheduledExecutorService purge;
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
            new RegistryCheck(registry, String.join(",", config.registryUrls()), Pause.REAL)
                    .run(config.namespace(), config.startTimeout());
            new StateFolder(config.stateDir(), config.applicationId()).open();
            int raw = partitions.getOrDefault(TopicName.INVENTORY_RAW, 0);
            return new TopologyApplication(config, admin, topology(config, models, registry, raw));
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

    /** The topology as it runs; {@code rawPartitions} as inventory-raw has them. */
    public static Topology topology(
            TopologyConfig config, FactSource models, RegistryAccess registry, int rawPartitions) {
        SchemaLookup schemas = new SchemaLookup(registry, config.registryRetry(), Pause.REAL);
        int checked = config.partitionCheck() ? rawPartitions : 0;
        StageSettings settings = new StageSettings(
                models,
                config.engine(),
                config.sliceInterval(),
                registered(new Meters()),
                new CommitPace(config.commitInterval().toMillis()));
        return new AssetGraphTopology(
                        config.namespace(),
                        settings,
                        registry,
                        () -> new RawRecordReader(new EventReader(schemas), checked))
                .build();
    }

    private static Meters registered(Meters meters) {
        try {
            ObjectName name = new ObjectName(Meters.OBJECT_NAME);
            if (ManagementFactory.getPlatformMBeanServer().isRegistered(name)) {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            }
            ManagementFactory.getPlatformMBeanServer().registerMBean(meters, name);
        } catch (JMException e) {
            LOG.warn("No metrics over JMX: {}", e.toString());
        }
        return meters;
    }

    private TopologyApplication(TopologyConfig config, Admin admin, Topology topology) {
        this.config = config;
        this.admin = admin;
        this.streams = streamsOf(config, topology);
        this.readiness = new Readiness(config.readyFile(), streams::state);
        this.purge = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "repartition-purge");
            thread.setDaemon(true);
            return thread;
        });
        readiness.serve(config.healthPort());
        streams.setUncaughtExceptionHandler(failures);
        streams.setGlobalStateRestoreListener(restores);
        streams.setStateListener(this::onState);
        streams.start();
        long interval = config.purgeInterval().toMillis();
        var unused = purge.scheduleWithFixedDelay(
                new RepartitionPurge(admin, config.namespace(), config.applicationId()),
                interval,
                interval,
                TimeUnit.MILLISECONDS);
    }

    private static KafkaStreams streamsOf(TopologyConfig config, Topology topology) {
        try {
            return new KafkaStreams(topology, StreamsSettings.of(config));
        } catch (StreamsException e) {
            throw new FatalStartException("cannot start: " + FailurePolicy.lineOf(e), e);
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
        return failures.fatal();
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
        purge.shutdownNow();
        CloseOptions.GroupMembershipOperation membership = config.instanceId().isPresent()
                ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
                : CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
        boolean clean =
                streams.close(CloseOptions.groupMembershipOperation(membership).withTimeout(config.stopTimeout()));
        admin.close();
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
