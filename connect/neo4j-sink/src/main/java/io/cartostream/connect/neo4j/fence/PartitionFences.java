package io.cartostream.connect.neo4j.fence;

import static io.cartostream.connect.neo4j.change.CypherNames.FENCE;
import static io.cartostream.connect.neo4j.change.CypherNames.KEY;

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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fences of the partitions that this task has open: one node per (cluster, topic id, partition, writer) with an epoch that
 * {@link #open} raises. A transaction of the writer before us either committed before the epoch rose, or finds it risen and fails.
 */
public final class PartitionFences implements WriteFence {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionFences.class);
    /** An unused fence is touched this often, so that its time says when the sink was last there and not when it last had work. */
    public static final Duration HEARTBEAT = Duration.ofMinutes(10);
    /** And at least so many times before deletions are forgotten. */
    private static final int HEARTBEATS_IN_RETENTION = 10;

    private static final String RAISE = """
            MERGE (f:%1$s {%2$s: $key})
            SET f.%2$s = $key
            WITH f
            SET f.epoch = coalesce(f.epoch, 0) + 1, f.cluster = $cluster, f.topic = $topic, f.topicId = $topicId,
                f.partition = $partition, f.writer = $writer, f.connector = $connector
            RETURN f.epoch AS epoch, f.offset AS offset, f.rewind AS rewind, f.time AS time""".formatted(FENCE, KEY);
    private static final String REWIND = "MATCH (f:%s {%s: $key}) SET f.rewind = $rewind".formatted(FENCE, KEY);
    /** Another topic of this name, or this name's topic in a Kafka that was built anew. */
    private static final String FORMER = """
            MATCH (f:%s {topic: $topic, partition: $partition, writer: $writer})
            WHERE f.%s <> $key
            RETURN f.cluster AS cluster, f.time AS time""".formatted(FENCE, KEY);

    private static final String OTHERS = """
            MATCH (f:%s {topic: $topic})
            WHERE f.writer <> $writer
            RETURN f.writer AS writer, max(f.time) AS time, count(*) AS partitions ORDER BY writer""".formatted(FENCE);
    private static final String FORGET_FORMER = """
            MATCH (f:%s {topic: $topic, partition: $partition, writer: $writer})
            WHERE f.%s <> $key
            DELETE f
            RETURN count(*) AS former""".formatted(FENCE, KEY);
    private static final String CHECK = """
            UNWIND $fences AS fence
            MATCH (f:%1$s {%2$s: fence.key})
            SET f.%2$s = fence.key
            WITH f, fence
            WHERE f.epoch = fence.epoch
            SET f.offset = coalesce(fence.offset, f.offset), f.time = coalesce(fence.time, f.time),
                f.rewind = CASE WHEN fence.offset IS NULL THEN f.rewind END
            RETURN count(f) AS held""".formatted(FENCE, KEY);

    private static final String RELEASE = """
            UNWIND $fences AS fence
            MATCH (f:%1$s {%2$s: fence.key})
            SET f.%2$s = fence.key
            WITH f, fence
            WHERE f.epoch = fence.epoch
            SET f.released = f.epoch""".formatted(FENCE, KEY);
    private static final String RELEASED = """
            MATCH (f:%1$s {%2$s: $key})
            WHERE f.epoch > $epoch AND f.released = f.epoch
            RETURN f.epoch""".formatted(FENCE, KEY);

    private final Neo4jDatabase graph;
    private final String writer;
    private final String connector;
    private final Clock clock;
    private final Duration retention;
    private final Map<TopicPartition, FenceLease> held = new ConcurrentHashMap<>();

    /**
     * What a partition's fence said when it was taken over.
     *
     * @param rewind where the partition must be read again from, whatever Kafka says was read; -1 if it need not be
     * @param reason why, in words; empty if it need not be
     * @param offset up to where this writer wrote; -1 if that is not known
     */
    public record Former(long rewind, String reason, long offset) {
        /** Whether there is something to read again. */
        public boolean rewinds() {
            return rewind >= 0;
        }
    }

    /** Where the partitions live. */
    public record Identity(String cluster, Map<String, String> topicIds) {}

    /**
     * Where the connector's consumers stand in a partition, as Kafka says it.
     *
     * @param committed the offset that they read next; -1 if none was committed
     * @param beginning the first offset that the partition still has
     */
    public record Position(long committed, long beginning) {}

    /**
     * @param writer the name that tells this sink's fences from those of another sink on the same topic
     * @param connector the connector's name, for whoever wants to find it by the fence
     * @param retention how long the topic keeps deletions
     */
    public PartitionFences(Neo4jDatabase graph, String writer, String connector, Clock clock, Duration retention) {
        this.graph = graph;
        this.writer = writer;
        this.connector = connector;
        this.clock = clock;
        this.retention = retention;
    }

    /**
     * Says, before anything is taken over, why the graph may hold entities whose deletion this sink will never see.
     *
     * @return one sentence with advice for each finding; empty if there is none
     */
    public List<String> gaps(Collection<TopicPartition> partitions, Identity identity) {
        Set<String> gaps = new LinkedHashSet<>();
        for (TopicPartition partition : partitions) {
            Map<String, Object> parameters = parameters(partition, identity);
            graph.run(OTHERS, parameters).forEach(other -> gaps.add(renamed(partition.topic(), other)));
            for (Record former : graph.run(FORMER, parameters)) {
                String cluster = former.get("cluster").asString("");
                gaps.add("topic " + partition.topic() + " was recreated since this sink last wrote partition "
                        + partition.partition() + " (" + at(former)
                        + (cluster.equals(identity.cluster())
                                ? ""
                                : ", from the Kafka cluster " + cluster + "; this is " + identity.cluster()
                                        + ". If both are meant to write this graph, give each connector its own fence.writer")
                        + "): entities that the old topic held and the new one "
                        + "does not stay in the graph; cartostream graph repair removes them");
            }
            List<Record> own =
                    graph.run("MATCH (f:" + FENCE + " {" + KEY + ": $key}) RETURN f.time AS time", parameters);
            for (Record fence : own) {
                Instant time = Instant.ofEpochMilli(fence.get("time").asLong(clock.millis()));
                if (tooLongAgo(time)) {
                    gaps.add(away(partition, time));
                }
            }
        }
        return List.copyOf(gaps);
    }

    /**
     * Says of which open partitions this sink left something unread, or unwritten, for longer than the topic keeps deletions: it was
     * paused, or the database was away. Asks nobody, so that it can be called before every work.
     *
     * @return one sentence with advice for each
     */
    public Map<TopicPartition, String> absences() {
        Map<TopicPartition, String> absences = new HashMap<>();
        held.forEach((partition, fence) -> {
            if (tooLongAgo(fence.there)) {
                absences.put(partition, away(partition, fence.there));
            }
        });
        return absences;
    }

    /** These {@link #absences} are said, and end now. */
    public void said(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            FenceLease fence = held.get(partition);
            if (fence != null) {
                fence.there = clock.instant();
            }
        });
    }

    private boolean tooLongAgo(Instant time) {
        return time.plus(retention).isBefore(clock.instant());
    }

    private String away(TopicPartition partition, Instant time) {
        return "this sink last wrote " + partition + " at " + time + ", longer ago than the topic keeps deletions ("
                + retention.toHours()
                + " h): entities deleted meanwhile may stay in the graph; cartostream graph repair removes them";
    }

    private String renamed(String topic, Record other) {
        String name = other.get("writer").asString();
        return "the connector '" + name + "' wrote this graph from " + topic + ", too, the last time " + at(other)
                + ". If it was renamed to '" + writer
                + "', all is written anew, and entities that were deleted and forgotten "
                + "while no sink ran stay (cartostream graph verify finds them); then say so: MATCH (f:" + FENCE
                + " {writer: '" + name.replace("'", "\\'")
                + "'}) DELETE f. If it still runs, stop one of the two: they turn "
                + "each other's work back";
    }

    /** {@link #open(Collection, Identity, Map)} where it is not known how far Kafka says that the sink has read. */
    public Map<TopicPartition, Former> open(Collection<TopicPartition> partitions, Identity identity) {
        return open(partitions, identity, Map.of());
    }

    /**
     * Takes the partitions over from whoever wrote them; waits for a transaction of theirs that is under way. What must be read again
     * is on the fence from this moment until the first records from there are written: it survives this task.
     *
     * @param positions as they were before this call, of the partitions of which they are known
     * @return what the fences said before
     */
    public Map<TopicPartition, Former> open(
            Collection<TopicPartition> partitions, Identity identity, Map<TopicPartition, Position> positions) {
        Map<TopicPartition, Former> formers = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Map<String, Object> parameters = parameters(partition, identity);
            FenceLease raised = graph.writeOnce(tx -> {
                boolean recreated =
                        tx.run(FORGET_FORMER, parameters).single().get("former").asLong() > 0;
                Record fence = tx.run(RAISE, parameters).single();
                Former former = former(recreated, fence, positions.get(partition));
                if (former.rewinds()) {
                    parameters.put("rewind", former.rewind());
                    tx.run(REWIND, parameters).consume();
                }
                formers.put(partition, former);
                return new FenceLease(
                        key(partition, identity), fence.get("epoch").asLong(), former.offset(), there(fence));
            });
            held.put(partition, raised);
        }
        return formers;
    }

    /** An opening is no presence: what the sink left before goes on. Unless {@link #gaps} said it already. */
    private Instant there(Record fence) {
        Instant time = Instant.ofEpochMilli(fence.get("time").asLong(clock.millis()));
        return tooLongAgo(time) ? clock.instant() : time;
    }

    /** Only ever back: whoever reset the offsets to an earlier one gets that. */
    private static Former former(boolean recreated, Record fence, @Nullable Position position) {
        long offset = fence.get("offset").asLong(-1);
        if (recreated && offset < 0) {
            return new Former(
                    0, "its topic was created anew: what was read of the old one says nothing about it", offset);
        }
        boolean known = position != null;
        long committed = position == null ? Long.MAX_VALUE : position.committed();
        long rewind = fence.get("rewind").asLong(-1);
        if (rewind >= 0 && rewind < committed) {
            return new Former(rewind, "that was begun, and nothing from there is written yet", offset);
        }
        long next = position == null ? 0 : offset < 0 ? position.beginning() : offset + 1;
        if (known && committed > next) {
            String reason = "Kafka says that the sink has read up to " + committed + ", the graph holds "
                    + (offset < 0 ? "nothing of it" : "what came up to " + offset)
                    + ": it was emptied, or restored from a backup, without the offsets";
            return new Former(next, reason, offset);
        }
        return new Former(-1, "", offset);
    }

    /** {@link #close(Collection, Executor)} by the caller's thread. */
    public void close(Collection<TopicPartition> partitions) {
        close(partitions, Runnable::run);
    }

    /**
     * Forgets partitions that somebody else may open now, and says so on the fence: who was taken over by mistake may open them
     * again. Harmless if the database cannot be reached.
     *
     * @param database runs what asks the database; the partitions are forgotten at once
     */
    public void close(Collection<TopicPartition> partitions, Executor database) {
        List<Map<String, Object>> fences = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            FenceLease fence = held.remove(partition);
            if (fence != null) {
                fences.add(fence.row());
            }
        }
        if (!fences.isEmpty()) {
            fences.sort(Comparator.comparing(fence -> String.valueOf(fence.get("key"))));
            database.execute(() -> {
                try {
                    graph.writeOnce(
                            tx -> tx.run(RELEASE, Map.of("fences", fences)).consume());
                } catch (UnreachableException | UnusableException e) {
                    LOG.debug("fences not released", e);
                }
            });
        }
    }

    /** Which of our partitions another writer took over and gave up again since: we may {@link #open} them anew. */
    public List<TopicPartition> released() {
        List<TopicPartition> released = new ArrayList<>();
        held.forEach((partition, fence) -> {
            if (!graph.run(RELEASED, fence.row()).isEmpty()) {
                released.add(partition);
            }
        });
        return released;
    }

    /** How often {@link #due} fences are to be touched. */
    public Duration heartbeat() {
        Duration often = retention.dividedBy(HEARTBEATS_IN_RETENTION);
        return often.compareTo(HEARTBEAT) < 0 ? often : HEARTBEAT;
    }

    /** The open partitions whose fences have not been touched for a while, without those of {@link #absences} yet to be said. */
    public Set<TopicPartition> due() {
        Instant due = clock.instant().minus(heartbeat());
        Set<TopicPartition> untouched = new HashSet<>();
        held.forEach((partition, fence) -> {
            if (!fence.touched.isAfter(due) && !tooLongAgo(fence.there)) {
                untouched.add(partition);
            }
        });
        return untouched;
    }

    /** Says on the fences of partitions in which nothing is left to read that the sink is there. */
    public void touch(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> untouched = new HashMap<>();
        partitions.forEach(partition -> untouched.put(partition, -1L));
        note(untouched);
    }

    /** The offset on the fence of a partition that is open: -1 if there is none. Empty if it is not open. */
    public OptionalLong offset(TopicPartition partition) {
        FenceLease fence = held.get(partition);
        return fence == null ? OptionalLong.empty() : OptionalLong.of(fence.offset);
    }

    /**
     * Puts offsets on the fences up to which there is nothing to write. Whatever offset Kafka is told must be on the fence before:
     * otherwise the next opening takes the graph for older than it is.
     *
     * @throws FencedException if another writer took over
     */
    public void note(Map<TopicPartition, Long> offsets) {
        if (!offsets.isEmpty()) {
            WriteFence now = asHeld(offsets.keySet());
            graph.writeOnce(tx -> {
                now.check(tx, offsets, true);
                return true;
            });
            now.written(offsets);
        }
    }

    @Override
    public WriteFence asHeld(Collection<TopicPartition> partitions) {
        Map<TopicPartition, FenceLease> then = new HashMap<>(held);
        then.keySet().retainAll(partitions);
        return new WriteFence() {
            @Override
            public void check(Transaction tx, Map<TopicPartition, Long> offsets, boolean record) {
                PartitionFences.this.check(tx, offsets, record, then);
            }

            @Override
            public void written(Map<TopicPartition, Long> offsets) {
                Instant now = clock.instant();
                offsets.forEach((partition, offset) -> {
                    FenceLease fence = then.get(partition);
                    if (fence != null) {
                        fence.touched = now;
                        fence.there = now;
                        fence.offset = offset < 0 ? fence.offset : offset;
                    }
                });
            }
        };
    }

    @Override
    public void check(Transaction tx, Map<TopicPartition, Long> offsets, boolean record) {
        check(tx, offsets, record, held);
    }

    private void check(
            Transaction tx, Map<TopicPartition, Long> offsets, boolean record, Map<TopicPartition, FenceLease> epochs) {
        // Sorted, so that two writers never wait for each other crosswise.
        TreeMap<String, Map<String, Object>> fences = new TreeMap<>();
        for (Map.Entry<TopicPartition, Long> entry : offsets.entrySet()) {
            FenceLease fence = epochs.get(entry.getKey());
            // Closed since: no need to ask. Should it be opened again right now, the database knows the epochs.
            if (fence == null || !fence.equals(held.get(entry.getKey()))) {
                throw new FencedException("partition " + entry.getKey() + " is not open");
            }
            Map<String, Object> row = new HashMap<>();
            row.put("key", fence.key);
            row.put("epoch", fence.epoch);
            row.put("offset", record && entry.getValue() >= 0 ? entry.getValue() : null);
            row.put("time", record ? clock.millis() : null);
            fences.put(fence.key, row);
        }
        int live = tx.run(CHECK, Map.of("fences", List.copyOf(fences.values())))
                .single()
                .get("held")
                .asInt();
        if (live != fences.size()) {
            throw new FencedException(
                    "another writer named '" + writer + "' has taken over one of " + offsets.keySet());
        }
    }

    private Map<String, Object> parameters(TopicPartition partition, Identity identity) {
        String topicId = identity.topicIds().getOrDefault(partition.topic(), partition.topic());
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("cluster", identity.cluster());
        parameters.put("topic", partition.topic());
        parameters.put("topicId", topicId);
        parameters.put("partition", partition.partition());
        parameters.put("writer", writer);
        parameters.put("connector", connector);
        parameters.put("key", key(partition, identity));
        return parameters;
    }

    private String key(TopicPartition partition, Identity identity) {
        String topicId = identity.topicIds().getOrDefault(partition.topic(), partition.topic());
        return String.join("|", identity.cluster(), topicId, Integer.toString(partition.partition()), writer);
    }

    private static String at(Record fence) {
        return "at " + Instant.ofEpochMilli(fence.get("time").asLong(0));
    }
}
