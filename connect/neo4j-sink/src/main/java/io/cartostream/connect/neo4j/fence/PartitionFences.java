package io.cartostream.connect.neo4j.fence;

import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.database.UnusableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fences of the partitions that this task has open: one node per (cluster, topic id, partition, writer) with an epoch that
 * {@link #open} raises. A transaction of the former writer either committed before the epoch rose, or finds it raised and fails.
 * Thread-safe.
 */
public final class PartitionFences implements WriteFence {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionFences.class);
    /** How often an idle fence is touched, so that its time shows when the sink last ran and not when it last had work. */
    public static final Duration HEARTBEAT = Duration.ofMinutes(10);

    private final Neo4jDatabase database;
    private final FenceParameters parameters;
    private final Clock clock;
    private final GapDetector detector;
    private final FenceLeases leases;

    /**
     * @param writer distinguishes this sink's fences from those of another sink on the same topic
     * @param connector name of the connector, for people who look at the fence
     * @param retention how long the topic retains deletions
     */
    public PartitionFences(Neo4jDatabase database, String writer, String connector, Clock clock, Duration retention) {
        this.database = database;
        this.parameters = new FenceParameters(writer, connector);
        this.clock = clock;
        this.detector = new GapDetector(database::run, parameters, clock, retention);
        this.leases = new FenceLeases(clock, detector, retention);
    }

    /**
     * Returns why the graph may hold entities whose deletion this sink will never read. Call it before {@link #open}, which removes
     * the evidence.
     *
     * @return one sentence with advice for each finding; empty if there is none
     */
    public List<String> gaps(Collection<TopicPartition> partitions, KafkaIdentity identity) {
        return detector.gaps(partitions, identity);
    }

    /**
     * Returns the open partitions on which this sink fell behind for longer than the topic retains deletions, because it was paused
     * or the database was away. Makes no remote call, so it may run before every write.
     *
     * @return one sentence with advice for each
     */
    public Map<TopicPartition, String> absences() {
        return leases.absences();
    }

    /** Ends these {@link #absences}, which the caller has reported. */
    public void acknowledge(Collection<TopicPartition> partitions) {
        leases.acknowledge(partitions);
    }

    /** {@link #open(Collection, KafkaIdentity, Map)} with unknown consumer positions. */
    public Map<TopicPartition, FormerFence> open(Collection<TopicPartition> partitions, KafkaIdentity identity) {
        return open(partitions, identity, Map.of());
    }

    /**
     * Takes the partitions over from their former writer; waits for a transaction of that writer that is under way. A rewind is
     * stored on the fence from now until the first records from there are written, so it survives this task.
     *
     * @param positions the consumers' positions before this call, where they are known
     * @return the fences as they were before
     */
    public Map<TopicPartition, FormerFence> open(
            Collection<TopicPartition> partitions,
            KafkaIdentity identity,
            Map<TopicPartition, ConsumerPosition> positions) {
        Map<TopicPartition, FormerFence> formers = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Map<String, Object> fence = parameters.of(partition, identity);
            FenceLease raised = database.writeOnce(tx -> {
                boolean recreated = tx.run(FenceStatements.FORGET_FORMER, fence)
                                .single()
                                .get("former")
                                .asLong()
                        > 0;
                Record before = tx.run(FenceStatements.RAISE, fence).single();
                FormerFence former = FormerFence.of(
                        recreated,
                        before.get("offset").asLong(-1),
                        before.get("rewind").asLong(-1),
                        positions.get(partition));
                if (former.rewinds()) {
                    fence.put("rewind", former.rewind());
                    tx.run(FenceStatements.REWIND, fence).consume();
                }
                formers.put(partition, former);
                return new FenceLease(
                        parameters.key(partition, identity),
                        before.get("epoch").asLong(),
                        former.offset(),
                        gapStart(before));
            });
            leases.add(partition, raised);
        }
        return formers;
    }

    /** Opening does not count as presence, so a gap goes on, unless it is so long that {@link #gaps} has already reported it. */
    private Instant gapStart(Record fence) {
        Instant time = Instant.ofEpochMilli(fence.get("time").asLong(clock.millis()));
        return detector.exceedsRetention(time) ? clock.instant() : time;
    }

    /** {@link #close(Collection, Executor)} in the caller's thread. */
    public void close(Collection<TopicPartition> partitions) {
        close(partitions, Runnable::run);
    }

    /**
     * Gives partitions up at once, and marks their fences as released: a writer that was replaced by mistake may then open them
     * again. An unreachable database does no harm.
     *
     * @param databaseThread runs the call to the database
     */
    public void close(Collection<TopicPartition> partitions, Executor databaseThread) {
        List<Map<String, Object>> fences = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            FenceLease lease = leases.remove(partition);
            if (lease != null) {
                fences.add(lease.row());
            }
        }
        if (!fences.isEmpty()) {
            fences.sort(Comparator.comparing(fence -> String.valueOf(fence.get("key"))));
            databaseThread.execute(() -> release(fences));
        }
    }

    private void release(List<Map<String, Object>> fences) {
        try {
            database.writeOnce(tx ->
                    tx.run(FenceStatements.RELEASE, Map.of("fences", fences)).consume());
        } catch (UnreachableException | UnusableException e) {
            LOG.debug("fences not released", e);
        }
    }

    /** Returns the partitions that another writer took over and has given up since: this writer may {@link #open} them again. */
    public List<TopicPartition> released() {
        List<TopicPartition> released = new ArrayList<>();
        leases.forEach((partition, lease) -> {
            if (!database.run(FenceStatements.RELEASED, lease.row()).isEmpty()) {
                released.add(partition);
            }
        });
        return released;
    }

    /** How often to {@link #touch} the fences that are {@link #due}. */
    public Duration heartbeat() {
        return leases.heartbeat();
    }

    /** Returns the open partitions whose fences need a touch. A touch would hide an unreported absence, so those are left out. */
    public Set<TopicPartition> due() {
        return leases.due();
    }

    /** Records on the fences that the sink is present. For partitions of which it has read everything. */
    public void touch(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> untouched = new HashMap<>();
        partitions.forEach(partition -> untouched.put(partition, -1L));
        recordOffsets(untouched);
    }

    /** Returns the offset on the fence of an open partition, -1 if it has none; empty if the partition is not open. */
    public OptionalLong offset(TopicPartition partition) {
        FenceLease lease = leases.of(partition);
        return lease == null ? OptionalLong.empty() : OptionalLong.of(lease.offset());
    }

    /**
     * Records offsets up to which nothing is left to write. An offset must be on the fence before it is committed to Kafka:
     * otherwise the next opening mistakes the graph for an older one.
     *
     * @throws FencedException if another writer took over
     */
    public void recordOffsets(Map<TopicPartition, Long> offsets) {
        if (!offsets.isEmpty()) {
            WriteFence current = currentLeases(offsets.keySet());
            database.writeOnce(tx -> {
                current.check(tx, offsets, true);
                return true;
            });
            current.written(offsets);
        }
    }

    @Override
    public WriteFence currentLeases(Collection<TopicPartition> partitions) {
        return new LeasedFence(leases.current(partitions), leases, parameters.writer(), clock);
    }

    @Override
    public void check(Transaction tx, Map<TopicPartition, Long> offsets, boolean record) {
        currentLeases(offsets.keySet()).check(tx, offsets, record);
    }
}
