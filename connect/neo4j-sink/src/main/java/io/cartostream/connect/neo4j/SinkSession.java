package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.config.SinkConfig;
import io.cartostream.connect.neo4j.database.DriverFactory;
import io.cartostream.connect.neo4j.database.JitteredBackoff;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.StoppableSleeper;
import io.cartostream.connect.neo4j.fence.FencedException;
import io.cartostream.connect.neo4j.fence.PartitionFences;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import io.cartostream.connect.neo4j.write.GraphWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a started task in Connect's terms, from {@link #start} to {@link #stop}. For the task's thread. */
final class SinkSession {
    private static final Logger LOG = LoggerFactory.getLogger(SinkSession.class);
    /** A tenth of Connect's own patience with a task, {@code max.poll.interval.ms}. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SinkConfig config;
    private final SinkMetrics metrics;
    private final Neo4jDatabase database;
    private final @Nullable PartitionFences fences;
    private final @Nullable FenceHeartbeat heartbeat;
    private final DeadLetterReporter deadLetters;
    private final GraphWriter graphWriter;
    private final PollWriter pollWriter;
    private final PollDecoder decoder;
    private final PartitionRewinds rewinds = new PartitionRewinds();
    private final PartitionOpenings openings;
    private final CommittableOffsets offsets;
    private final BareEndCounter bareEnds;
    private final FailureTranslator failures;
    private final AtomicInteger fencedWrites = new AtomicInteger();

    /**
     * @param reporter null if the worker has none
     * @param stopped opens when the task stops
     * @param patience how long one call may wait for the database
     */
    SinkSession(
            SinkConfig config,
            TopicIdentities identities,
            @Nullable ErrantRecordReporter reporter,
            Clock clock,
            CountDownLatch stopped,
            Duration patience) {
        this.config = config;
        this.metrics = SinkMetrics.named(config.connector(), config.taskId());
        this.database = new Neo4jDatabase(DriverFactory.create(config), config.database(), config.transactionTimeout());
        this.fences = config.fenced()
                ? new PartitionFences(database, config.writer(), config.connector(), clock, config.retention())
                : null;
        this.heartbeat = fences == null ? null : new FenceHeartbeat(fences, identities, clock);
        this.deadLetters = new DeadLetterReporter(reporter, config.hasDeadLetterTopic(), patience.dividedBy(2));
        this.graphWriter = new GraphWriter(
                database,
                config.limits(),
                new JitteredBackoff(
                        config.limits().backoffMillis(),
                        new Random(new SplittableRandom().nextLong()),
                        StoppableSleeper.until(stopped)),
                (row, reason) -> metrics.badRows(
                        deadLetters.report(List.of(new DeadLetterReporter.Letter(row.origin(), reason)))),
                metrics,
                clock);
        this.pollWriter =
                new PollWriter("neo4j-sink-" + config.connector() + "-" + config.taskId(), this::attempt, patience);
        this.decoder = new PollDecoder(deadLetters);
        this.openings = new PartitionOpenings(config, database, fences, identities, rewinds);
        this.offsets = new CommittableOffsets(pollWriter, rewinds, fences);
        this.bareEnds = new BareEndCounter(database, metrics, clock);
        this.failures = new FailureTranslator(openings::reopenReleased, config.connector(), config.taskId());
    }

    /** Shows the metrics and prepares the database; fails at once if the database refuses the sink. */
    void start() {
        metrics.register();
        prepareIfReachable();
    }

    /** Leaves the preparation to the first {@code put} if the database cannot be reached yet. */
    private void prepareIfReachable() {
        try {
            failures.run(openings::complete);
        } catch (RetriableException e) {
            LOG.warn("not ready yet, trying again later: {}", e.getMessage());
        }
    }

    void open(Collection<TopicPartition> partitions) {
        pollWriter.drop(partitions);
        openings.add(partitions);
        prepareIfReachable();
    }

    void close(Collection<TopicPartition> partitions) {
        openings.drop(partitions);
        pollWriter.drop(partitions);
        deadLetters.drop(partitions);
        if (fences != null) {
            fences.close(partitions, this::release);
        }
    }

    private void release(Runnable work) {
        try {
            pollWriter.aside(work);
        } catch (RetriableException e) {
            LOG.debug("fences not released in time", e);
        }
    }

    /**
     * Takes the records over and returns before they are written; throws what became of the records before them. If it throws,
     * Connect delivers the same records again. The order of the steps is the contract:
     *
     * <ol>
     *   <li>Prepare the database and raise the fences that are not raised yet. Records that were polled before the fences rose are
     *       refused: another task may have owned the partitions in between, and only Connect's next poll can tell.
     *   <li>Report absences, before anything is written, because a write ends them on the fence.
     *   <li>Leave out records that were polled before a rewind: they come again, in their order.
     *   <li>If the poll before is not being written, settle it. If it failed, it fails again here, before anything is decoded that
     *       would only have to wait for it.
     *   <li>Decode, while the poll before is still being written: this is where reading and writing overlap.
     *   <li>Wait for the poll before, because polls are written one after the other. Up to here nothing is counted, and the
     *       dead-letter reporter remembers what it sent, so that a repeated delivery counts and reports nothing twice.
     *   <li>Report records that had been written before. Only now are these records certain to be the next ones.
     *   <li>Take the records over: end the rewinds of their partitions, and count them once.
     *   <li>Start to write. Nothing may come after it that can fail, because Connect would deliver the records again.
     * </ol>
     */
    void write(Collection<SinkRecord> delivered) {
        failures.run(() -> {
            openOrRefuse(delivered);
            openings.reportAbsences();
            Collection<SinkRecord> records = rewinds.current(delivered);
            pollWriter.settleIfIdle();
            if (records.isEmpty()) {
                rewinds.taken(Set.of());
                return;
            }
            PollDecoder.CountedPoll decoded = decoder.decode(records);
            pollWriter.settle();
            DecodedPoll poll = decoded.poll();
            openings.reportRepeated(poll.first());
            failures.progressed();
            rewinds.taken(poll.first().keySet());
            decoded.count(metrics);
            if (poll.rows().isEmpty()) {
                deadLetters.forget(poll.last());
            } else {
                pollWriter.start(poll);
            }
        });
    }

    private void openOrRefuse(Collection<SinkRecord> delivered) {
        if (openings.complete() && (!delivered.isEmpty() || pollWriter.unsettled())) {
            rewinds.polledBefore(delivered);
            throw new RetriableException(
                    "Neo4j can be written now; asking Kafka first whether this task still owns the partitions");
        }
    }

    /** Returns, once each, the offsets to which Connect must seek, whatever it has committed. */
    Map<TopicPartition, Long> takeRewinds() {
        return rewinds.take();
    }

    /** Whether records that were taken over are not known to be written. */
    boolean unsettled() {
        return pollWriter.unsettled();
    }

    long reconnectMillis() {
        return config.reconnectMillis();
    }

    /** Returns the offsets that Connect may commit. */
    Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> delivered) {
        return offsets.of(delivered);
    }

    /** @param written the offsets before which everything is written */
    void heartbeat(Map<TopicPartition, OffsetAndMetadata> written) {
        if (!openings.prepared() || pollWriter.busy()) {
            return;
        }
        try {
            pollWriter.aside(() -> {
                if (heartbeat != null) {
                    heartbeat.beat(written);
                }
                bareEnds.countIfDue();
            });
        } catch (RuntimeException e) { // the next write fails likewise, and handles it
            LOG.debug("no heartbeat", e);
        }
    }

    /** For tests: how many writes went on after their partitions were taken from this task. */
    int leftBehind() {
        return pollWriter.leftBehind();
    }

    /** For tests: how many writes the fences refused, including those that no one waited for. */
    int fencedWrites() {
        return fencedWrites.get();
    }

    void stop() {
        pollWriter.close();
        database.close();
        metrics.close();
    }

    /** Returns an attempt to write the poll under the current leases, whatever is opened while it runs. */
    private Runnable attempt(DecodedPoll poll) {
        WriteFence fence = fences == null
                ? WriteFence.NONE
                : fences.currentLeases(poll.last().keySet());
        return () -> {
            try {
                graphWriter.write(poll.rows(), poll.last(), fence);
            } catch (FencedException e) {
                fencedWrites.incrementAndGet();
                throw e;
            }
            fence.written(poll.last());
            deadLetters.forget(poll.last());
            bareEnds.countIfDue();
        };
    }
}
