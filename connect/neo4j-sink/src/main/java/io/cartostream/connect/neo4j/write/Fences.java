package io.cartostream.connect.neo4j.write;

import static io.cartostream.connect.neo4j.change.Names.FENCE;
import static io.cartostream.connect.neo4j.change.Names.KEY;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;

/**
 * The fences of the partitions that this task has open: one node per (cluster, topic id, partition, writer) with an epoch that
 * {@link #open} raises. A transaction of the writer before us either committed before the epoch rose, or finds it risen and fails.
 */
public final class Fences implements Fence {
    /** An unused fence is touched this often, so that its time says when the sink was last there and not when it last had work. */
    public static final Duration HEARTBEAT = Duration.ofMinutes(10);

    private static final String RAISE = """
            MERGE (f:%1$s {%2$s: $key})
            SET f.%2$s = $key
            WITH f
            SET f.epoch = coalesce(f.epoch, 0) + 1, f.cluster = $cluster, f.topic = $topic, f.topicId = $topicId,
                f.partition = $partition, f.writer = $writer
            RETURN f.epoch AS epoch, f.offset AS offset, f.time AS time""".formatted(FENCE, KEY);
    private static final String FORMER = """
            MATCH (f:%s {cluster: $cluster, topic: $topic, partition: $partition, writer: $writer})
            WHERE f.topicId <> $topicId
            RETURN f.topicId AS topicId, f.time AS time""".formatted(FENCE);
    private static final String FORGET_FORMER = """
            MATCH (f:%s {cluster: $cluster, topic: $topic, partition: $partition, writer: $writer})
            WHERE f.topicId <> $topicId
            DELETE f""".formatted(FENCE);
    private static final String CHECK = """
            UNWIND $fences AS fence
            MATCH (f:%1$s {%2$s: fence.key})
            SET f.%2$s = fence.key
            WITH f, fence
            WHERE f.epoch = fence.epoch
            SET f.offset = coalesce(fence.offset, f.offset), f.time = coalesce(fence.time, f.time)
            RETURN count(f) AS held""".formatted(FENCE, KEY);

    private final Graph graph;
    private final String writer;
    private final Clock clock;
    private final Duration retention;
    private final Map<TopicPartition, Held> held = new HashMap<>();
    private Instant lastTouch = Instant.EPOCH;

    private record Held(String key, long epoch) {}

    /** Where the partitions live. */
    public record Identity(String cluster, Map<String, String> topicIds) {}

    /**
     * @param writer the name that tells this sink's fences from those of another sink on the same topic
     * @param retention how long the topic keeps deletions
     */
    public Fences(Graph graph, String writer, Clock clock, Duration retention) {
        this.graph = graph;
        this.writer = writer;
        this.clock = clock;
        this.retention = retention;
    }

    /**
     * Says, before anything is taken over, why the graph may hold entities whose deletion this sink will never see.
     *
     * @return one sentence with advice for each finding; empty if there is none
     */
    public List<String> gaps(Collection<TopicPartition> partitions, Identity identity) {
        List<String> gaps = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Map<String, Object> parameters = parameters(partition, identity);
            for (Record former : graph.run(FORMER, parameters)) {
                gaps.add(
                        "topic " + partition.topic() + " was recreated since this sink last wrote partition "
                                + partition.partition() + " (" + at(former)
                                + "): entities that the old topic held and the new one "
                                + "does not will stay in the graph; empty the graph and reset the sink's offsets to rebuild it");
            }
            List<Record> own =
                    graph.run("MATCH (f:" + FENCE + " {" + KEY + ": $key}) RETURN f.time AS time", parameters);
            for (Record fence : own) {
                Instant time = Instant.ofEpochMilli(fence.get("time").asLong(clock.millis()));
                if (time.plus(retention).isBefore(clock.instant())) {
                    gaps.add(
                            "this sink last wrote " + partition + " " + at(fence) + ", longer ago than the topic keeps "
                                    + "deletions (" + retention.toHours()
                                    + " h): entities deleted meanwhile may stay in the graph; "
                                    + "empty the graph and reset the sink's offsets to rebuild it");
                }
            }
        }
        return gaps;
    }

    /** Takes the partitions over from whoever wrote them; waits for a transaction of theirs that is under way. */
    public void open(Collection<TopicPartition> partitions, Identity identity) {
        for (TopicPartition partition : partitions) {
            Map<String, Object> parameters = parameters(partition, identity);
            long epoch = graph.writeOnce(tx -> {
                tx.run(FORGET_FORMER, parameters).consume();
                return tx.run(RAISE, parameters).single().get("epoch").asLong();
            });
            held.put(partition, new Held(key(partition, identity), epoch));
        }
    }

    /** Forgets partitions that somebody else may open now. */
    public void close(Collection<TopicPartition> partitions) {
        partitions.forEach(held::remove);
    }

    /** Touches the fences if that is due. */
    public void heartbeat() {
        if (held.isEmpty() || lastTouch.plus(HEARTBEAT).isAfter(clock.instant())) {
            return;
        }
        Map<TopicPartition, Long> all = new HashMap<>();
        held.keySet().forEach(partition -> all.put(partition, -1L));
        graph.writeOnce(tx -> {
            check(tx, all, true);
            return true;
        });
    }

    @Override
    public void check(Transaction tx, Map<TopicPartition, Long> offsets, boolean record) {
        // Sorted, so that two writers never wait for each other crosswise.
        TreeMap<String, Map<String, Object>> fences = new TreeMap<>();
        for (Map.Entry<TopicPartition, Long> entry : offsets.entrySet()) {
            Held fence = held.get(entry.getKey());
            if (fence == null) {
                throw new FencedException("partition " + entry.getKey() + " is not open");
            }
            Map<String, Object> row = new HashMap<>();
            row.put("key", fence.key());
            row.put("epoch", fence.epoch());
            row.put("offset", record && entry.getValue() >= 0 ? entry.getValue() : null);
            row.put("time", record ? clock.millis() : null);
            fences.put(fence.key(), row);
        }
        int live = tx.run(CHECK, Map.of("fences", List.copyOf(fences.values())))
                .single()
                .get("held")
                .asInt();
        if (live != fences.size()) {
            throw new FencedException(
                    "another writer named '" + writer + "' has taken over one of " + offsets.keySet());
        }
        if (record) {
            lastTouch = clock.instant();
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
