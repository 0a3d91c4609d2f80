package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.change.ChangeDecoder;
import io.cartostream.connect.neo4j.change.InvalidChangeException;
import io.cartostream.connect.neo4j.config.SinkConfig;
import io.cartostream.connect.neo4j.database.DriverFactory;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.StoppableSleeper;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.database.UnusableException;
import io.cartostream.connect.neo4j.fence.FencedException;
import io.cartostream.connect.neo4j.fence.PartitionFences;
import io.cartostream.connect.neo4j.fence.WriteFence;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import io.cartostream.connect.neo4j.write.ChangeRow;
import io.cartostream.connect.neo4j.write.GraphWriter;
import io.cartostream.connect.neo4j.write.SchemaKeeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a started task does, in Connect's terms: prepares the database, opens fences, decodes, coalesces, writes, reports. For the task's thread. */
final class SinkSession {
    private static final Logger LOG = LoggerFactory.getLogger(SinkSession.class);
    private static final Duration COUNT_EVERY = Duration.ofMinutes(1);
    /** A tenth of Connect's own for a task, {@code max.poll.interval.ms}. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int FENCED_PUTS_BEFORE_STOP = 5;

    private final SinkConfig config;
    private final TopicIdentities identities;
    private final @Nullable PartitionFences fences;
    private final Neo4jDatabase graph;
    private final GraphWriter writer;
    private final PollWriter pipeline;
    private final DeadLetterReporter deadLetters;
    private final SinkMetrics metrics;
    private final ChangeDecoder decoder = new ChangeDecoder();
    private final Set<TopicPartition> toOpen = new HashSet<>();
    private final PartitionRewinds rewinds = new PartitionRewinds();
    /** The offsets that stood on the fences when they were raised, until the first record tells from where we read on. */
    private final Map<TopicPartition, Long> writtenBefore = new HashMap<>();

    private final Clock clock;
    private boolean prepared;
    private Instant nextHeartbeat = Instant.EPOCH;
    private final AtomicInteger fencedWritings = new AtomicInteger();
    private final AtomicReference<Instant> nextCount = new AtomicReference<>(Instant.EPOCH);
    private int fencedPuts;

    SinkSession(
            SinkConfig config,
            TopicIdentities identities,
            @Nullable ErrantRecordReporter reporter,
            SinkMetrics metrics,
            Clock clock,
            CountDownLatch stopped,
            Duration patience) {
        this.config = config;
        this.identities = identities;
        this.metrics = metrics;
        this.clock = clock;
        this.graph = new Neo4jDatabase(
                DriverFactory.create(config),
                config.getString(SinkConfig.DATABASE),
                Duration.ofMillis(config.getLong(SinkConfig.TRANSACTION_TIMEOUT)));
        this.fences = config.getBoolean(SinkConfig.FENCE)
                ? new PartitionFences(
                        graph,
                        config.writer(),
                        config.connector(),
                        clock,
                        Duration.ofMillis(config.getLong(SinkConfig.RETENTION)))
                : null;
        this.deadLetters = new DeadLetterReporter(reporter, config.hasDeadLetterTopic(), patience.dividedBy(2));
        this.writer = new GraphWriter(
                graph,
                config.limits(),
                StoppableSleeper.until(stopped),
                new java.util.Random(new SplittableRandom().nextLong()),
                (row, reason) -> metrics.badRows(
                        deadLetters.report(List.of(new DeadLetterReporter.Letter(row.origin(), reason)))),
                metrics,
                clock);
        this.pipeline =
                new PollWriter("neo4j-sink-" + config.connector() + "-" + config.taskId(), this::writing, patience);
    }

    long reconnectMillis() {
        return config.getLong(SinkConfig.RECONNECT);
    }

    /** Fails at once where the database refuses us; waits for the first {@code put} where it cannot be reached yet. */
    void prepareIfReachable() {
        try {
            guarded(this::ready);
        } catch (RetriableException e) {
            LOG.warn("not ready yet, will try again: {}", e.getMessage());
        }
    }

    void open(Collection<TopicPartition> partitions) {
        pipeline.drop(partitions);
        toOpen.addAll(partitions);
        prepareIfReachable();
    }

    void close(Collection<TopicPartition> partitions) {
        toOpen.removeAll(partitions);
        rewinds.drop(partitions);
        writtenBefore.keySet().removeAll(partitions);
        pipeline.drop(partitions);
        deadLetters.drop(partitions);
        if (fences != null) {
            fences.close(partitions, this::release);
        }
    }

    private void release(Runnable work) {
        try {
            pipeline.aside(work);
        } catch (RetriableException e) {
            LOG.debug("fences not released in time", e);
        }
    }

    /** Takes the records over; returns before they are written. Throws what became of those before. */
    void write(Collection<SinkRecord> delivered) {
        guarded(() -> {
            if (ready() && (!delivered.isEmpty() || pipeline.unsettled())) {
                rewinds.polledBefore(delivered);
                // These were polled before the fences rose. If we were replaced meanwhile, the next poll says so, and
                // closes us.
                throw new RetriableException("Neo4j can be written now; asking Kafka first whether the partitions are "
                        + "still this task's");
            }
            if (fences != null) { // before anything is written, which would make it there again
                Map<TopicPartition, String> absences = fences.absences();
                sayOrRefuse(absences.values());
                fences.said(absences.keySet());
            }
            Collection<SinkRecord> records = rewinds.current(delivered);
            if (records.isEmpty()) {
                pipeline.settleIfIdle();
                rewinds.taken(Set.of());
                return;
            }
            pipeline.settleIfIdle(); // what failed is tried again before anything is decoded for it to wait
            Decoded decoded = decode(records);
            pipeline.settle();
            sayFromWhere(decoded.poll().first());
            fencedPuts = 0;
            rewinds.taken(decoded.poll().first().keySet());
            decoded.count(metrics);
            if (decoded.poll().rows().isEmpty()) {
                deadLetters.forget(decoded.poll().last());
            } else {
                pipeline.start(decoded.poll());
            }
        });
    }

    /** Where Connect is to read on, whatever it committed. Given once. */
    Map<TopicPartition, Long> rewinds() {
        return rewinds.tell();
    }

    private void sayFromWhere(Map<TopicPartition, Long> first) {
        first.forEach((partition, offset) -> {
            Long before = writtenBefore.remove(partition);
            if (before != null && offset <= before) {
                LOG.info(
                        "{} is read again from offset {} on, and was written up to {}: offsets were reset, or their last commit "
                                + "was lost. What is written twice stays the same; what the topic has forgotten meanwhile "
                                + "stays in the graph unless that was emptied (cartostream graph verify finds it)",
                        partition,
                        offset,
                        before);
            }
        });
    }

    /** Whether something that was taken over is not known to be written. */
    boolean unsettled() {
        return pipeline.unsettled();
    }

    /**
     * Of the offsets that Connect delivered, those before which everything is written; and which stand on the fences, since the next
     * opening compares: those of tombstones, dead letters and records that Connect itself passed over are put there now.
     */
    Map<TopicPartition, OffsetAndMetadata> written(Map<TopicPartition, OffsetAndMetadata> delivered) {
        Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>(delivered);
        pipeline.unwritten()
                .forEach((partition, first) -> written.computeIfPresent(
                        partition, (any, given) -> given.offset() > first ? new OffsetAndMetadata(first) : given));
        rewinds.limit(written);
        if (fences != null) {
            noteOnFences(fences, written);
        }
        return written;
    }

    private void noteOnFences(PartitionFences open, Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, Long> ahead = new HashMap<>();
        offsets.forEach((partition, next) -> {
            OptionalLong noted = open.offset(partition);
            if (noted.isPresent() && next.offset() - 1 > noted.getAsLong() && !rewinds.pending(partition)) {
                ahead.put(partition, next.offset() - 1);
            }
        });
        if (ahead.isEmpty()) {
            return;
        }
        if (!pipeline.unsettled() && !pipeline.busy()) {
            try {
                pipeline.aside(() -> open.note(ahead));
                return;
            } catch (RuntimeException e) { // the next write meets the same trouble and knows what to do about it
                LOG.debug("offsets not noted, so not committed", e);
            }
        }
        ahead.keySet()
                .forEach(
                        partition -> { // Connect stays where it was with what is not in the answer
                            long noted = open.offset(partition).orElse(-1);
                            offsets.computeIfPresent(
                                    partition, (any, given) -> noted < 0 ? null : new OffsetAndMetadata(noted + 1));
                        });
    }

    /** @param written what Connect may commit: up to where it is known that all is written */
    void heartbeat(Map<TopicPartition, OffsetAndMetadata> written) {
        if (!prepared || pipeline.busy()) {
            return;
        }
        PartitionFences open = fences;
        try {
            pipeline.aside(() -> {
                if (open != null) {
                    touchWhatIsRead(open, written);
                }
                countBareEnds();
            });
        } catch (RuntimeException e) { // the next write meets the same trouble and knows what to do about it
            LOG.debug("no heartbeat", e);
        }
    }

    /** Connect asks for offsets also while the connector is paused: a sink that leaves records unread is not there. */
    private void touchWhatIsRead(PartitionFences open, Map<TopicPartition, OffsetAndMetadata> written) {
        Map<TopicPartition, Long> next = new HashMap<>();
        written.forEach((partition, offset) -> next.put(partition, offset.offset()));
        next.keySet().retainAll(open.due());
        Instant now = clock.instant();
        if (next.isEmpty() || now.isBefore(nextHeartbeat)) {
            return;
        }
        nextHeartbeat = now.plus(open.heartbeat());
        next.keySet().removeAll(identities.unread(next));
        open.touch(next.keySet());
    }

    /** Counts if that is due. By the thread that writes: a database that hangs must not hold the task's. */
    private void countBareEnds() {
        Instant due = nextCount.get();
        Instant now = clock.instant();
        if (now.isBefore(due) || !nextCount.compareAndSet(due, now.plus(COUNT_EVERY))) {
            return;
        }
        try {
            metrics.bareEnds(GraphWriter.countBareEnds(graph));
        } catch (RuntimeException e) {
            LOG.debug("bare ends not counted", e);
        }
    }

    /** For tests: how many writings went on when their partitions were no longer this task's. */
    int leftBehind() {
        return pipeline.leftBehind();
    }

    /** For tests: how many writings the fences refused, whether or not anybody waited for them. */
    int fencedWritings() {
        return fencedWritings.get();
    }

    void stop() {
        pipeline.close();
        graph.close();
        metrics.close();
    }

    /** Prepares what is not prepared yet, and returns whether that raised fences. */
    private boolean ready() {
        if (!prepared) {
            new SchemaKeeper(graph).prepare(config.indexes());
            prepared = true;
        }
        boolean raises = fences != null && !toOpen.isEmpty();
        if (fences != null && raises) {
            PartitionFences.Identity identity =
                    identities.of(toOpen.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
            sayOrRefuse(fences.gaps(toOpen, identity));
            fences.open(toOpen, identity, identities.positions(toOpen)).forEach((partition, state) -> {
                if (state.rewinds()) {
                    LOG.warn("{} is read again from offset {} on: {}", partition, state.rewind(), state.reason());
                    rewinds.add(partition, state.rewind());
                } else {
                    rewinds.drop(Set.of(partition));
                    writtenBefore.put(partition, state.offset());
                }
            });
        }
        toOpen.clear();
        return raises;
    }

    private void sayOrRefuse(Collection<String> gaps) {
        if (!gaps.isEmpty() && config.getString(SinkConfig.ON_GAP).equals("refuse")) {
            throw new ConnectException(String.join("; ", gaps));
        }
        gaps.forEach(gap -> LOG.warn("{}", gap));
    }

    /** Opens again, with the next {@code put}, what another worker took late and by mistake and has left since. */
    private void reopenReleased() {
        if (fences != null) {
            try {
                toOpen.addAll(fences.released());
            } catch (UnreachableException | UnusableException e) {
                LOG.debug("the fences cannot be read", e);
            }
        }
    }

    /** A poll, and what is counted when it is taken over: until then Connect delivers it again and again. */
    private record Decoded(DecodedPoll poll, int tombstones, int coalesced, int bad) {
        void count(SinkMetrics metrics) {
            metrics.tombstones(tombstones);
            metrics.coalesced(coalesced);
            metrics.badRows(bad);
        }
    }

    private Decoded decode(Collection<SinkRecord> records) {
        Map<String, ChangeRow> rows = new LinkedHashMap<>();
        Map<TopicPartition, Long> first = new HashMap<>();
        Map<TopicPartition, Long> last = new HashMap<>();
        int decoded = 0;
        int tombstones = 0;
        List<DeadLetterReporter.Letter> bad = new ArrayList<>();
        for (SinkRecord record : records) {
            TopicPartition partition = DecodedPoll.partition(record);
            first.merge(partition, record.originalKafkaOffset(), Math::min);
            last.merge(partition, record.originalKafkaOffset(), Math::max);
            if (record.value() == null) {
                tombstones++;
                continue;
            }
            try {
                ChangeRow row = new ChangeRow(decoder.decode(record.key(), record.value()), record);
                rows.put(row.change().key(), row);
                decoded++;
            } catch (InvalidChangeException e) {
                bad.add(new DeadLetterReporter.Letter(record, e));
            }
        }
        deadLetters.report(bad);
        return new Decoded(new DecodedPoll(rows.values(), first, last), tombstones, decoded - rows.size(), bad.size());
    }

    /** An attempt to write the poll under the epochs of now, whatever is opened while it lasts. */
    private Runnable writing(DecodedPoll poll) {
        WriteFence held =
                fences == null ? WriteFence.NONE : fences.asHeld(poll.last().keySet());
        return () -> {
            try {
                writer.write(poll.rows(), poll.last(), held);
            } catch (FencedException e) {
                fencedWritings.incrementAndGet();
                throw e;
            }
            held.written(poll.last());
            deadLetters.forget(poll.last());
            countBareEnds();
        };
    }

    /** Translates what happened below into what Connect may do about it. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (UnreachableException e) {
            throw new RetriableException(e.getMessage(), e);
        } catch (UnusableException e) {
            throw new ConnectException(e.getMessage(), e);
        } catch (FencedException e) {
            // A rebalance that has not reached us yet looks the same: leave it the time of a few polls.
            if (++fencedPuts < FENCED_PUTS_BEFORE_STOP) {
                reopenReleased();
                throw new RetriableException(e.getMessage(), e);
            }
            throw new ConnectException(
                    e.getMessage()
                            + ": this task stops. If two connectors are meant to write, give each its own fence.writer; if only one "
                            + "runs, POST /connectors/" + config.connector() + "/tasks/" + config.taskId() + "/restart",
                    e);
        }
    }
}
