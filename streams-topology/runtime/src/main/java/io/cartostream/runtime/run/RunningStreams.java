package io.cartostream.runtime.run;

import io.cartostream.runtime.config.RuntimeConfig;
import io.cartostream.runtime.registry.RetryPause;
import io.cartostream.runtime.start.FatalStartException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka Streams application from its start to its clean stop, with readiness, failure policy, stall watch and upkeep jobs.
 * Closes the admin client that it receives. Safe for many threads.
 */
public final class RunningStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningStreams.class);

    private final RuntimeConfig config;
    private final Admin admin;
    private final KafkaStreams streams;
    private final StallWatch.Group group;
    private final ReadinessSignal readiness;
    private final FailurePolicy failures = new FailurePolicy(RetryPause.REAL, InstantSource.system(), this::onFatal);
    private final RestoreLog restores = new RestoreLog(InstantSource.system());
    private final UpkeepSchedule upkeep = new UpkeepSchedule();
    private final AtomicReference<@Nullable FatalStartException> refusal = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RunningStreams(RuntimeConfig config, Admin admin, KafkaStreams streams, StallWatch.Group group) {
        this.config = config;
        this.admin = admin;
        this.streams = streams;
        this.group = group;
        this.readiness = new ReadinessSignal(config.readyFile(), streams::state);
    }

    /**
     * Creates an application that {@link #start} starts.
     *
     * @param group reports the progress of the application's consumer group to the stall watch
     * @param defaults Kafka Streams settings of this application; the user's {@code kafka.*} settings win over them
     * @throws FatalStartException if Kafka Streams refuses the topology or the settings
     */
    public static RunningStreams create(
            RuntimeConfig config, Admin admin, Topology topology, StallWatch.Group group, Map<String, ?> defaults) {
        try {
            KafkaStreams streams = new KafkaStreams(topology, StreamsSettings.of(config, defaults));
            return new RunningStreams(config, admin, streams, group);
        } catch (StreamsException e) {
            throw new FatalStartException("cannot start: " + FailurePolicy.lineOf(e), e);
        }
    }

    /** The periodic jobs. Add jobs before {@link #start}; they stop first when the application closes. */
    public UpkeepSchedule upkeep() {
        return upkeep;
    }

    /**
     * Starts the threads and the upkeep jobs and returns. Closes everything if that fails.
     *
     * @throws FatalStartException if the health port is taken
     */
    public void start() {
        try {
            readiness.serve(config.healthPort());
            streams.setUncaughtExceptionHandler(failures);
            streams.setGlobalStateRestoreListener(restores);
            streams.setStateListener(this::onState);
            streams.start();
            StallWatch stalls = new StallWatch(
                    group,
                    this::consumers,
                    () -> restores.calls() + failures.handled(),
                    config.stallTimeout(),
                    InstantSource.system(),
                    reason -> stop(new FatalStartException(reason)));
            upkeep.add(stalls, stalls.interval(), stalls.interval());
            upkeep.start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The client ids of the consumers; empty while the application starts or stops. */
    private Set<String> consumers() {
        if (!streams.state().isRunningOrRebalancing()) {
            return Set.of();
        }
        return streams.metadataForLocalThreads().stream()
                .map(ThreadMetadata::consumerClientId)
                .collect(Collectors.toSet());
    }

    /** Makes {@link #awaitStop} return with this reason. Does not wait for the stop. */
    public void stop(FatalStartException reason) {
        LOG.error("Stopping: {}", reason.getMessage());
        refusal.set(reason);
        stopped.countDown();
    }

    /**
     * Bounds the wait after a fatal failure. Kafka Streams reports the stop only when all its threads have ended, and a thread
     * that hangs must not keep the process alive.
     */
    private void onFatal() {
        upkeep.runOnce(stopped::countDown, config.stopTimeout());
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
     * Waits until the application has stopped, by {@link #close} or by a failure.
     *
     * @return the failure; null if there was none
     */
    public @Nullable Throwable awaitStop() throws InterruptedException {
        stopped.await();
        Throwable failure = failures.fatal();
        return failure == null ? refusal.get() : failure;
    }

    /**
     * Commits open work and stops. Leaves the consumer group, so that other instances (or the next start) need not wait for the
     * session timeout. An instance with an instance id stays a member and gets its partitions back.
     */
    @Override
    public void close() {
        readiness.close();
        upkeep.close();
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
                    "Stopped after {} s with open work; the next start repeats it",
                    config.stopTimeout().toSeconds());
        }
        stopped.countDown();
    }
}
