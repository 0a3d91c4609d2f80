package io.cartostream.connect.neo4j.fence;

import static io.cartostream.connect.neo4j.change.CypherNames.FENCE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.kafka.common.TopicPartition;
import org.neo4j.driver.Record;

/**
 * Diagnoses why the graph may hold entities whose deletion this sink will never read: a recreated topic, a renamed or second
 * connector, or a sink that was away for longer than the topic retains deletions. Each finding is one sentence with advice.
 */
final class GapDetector {
    private final BiFunction<String, Map<String, Object>, List<Record>> query;
    private final FenceParameters parameters;
    private final Clock clock;
    private final Duration retention;

    /**
     * @param query runs a statement with its parameters
     * @param retention how long the topic retains deletions
     */
    GapDetector(
            BiFunction<String, Map<String, Object>, List<Record>> query,
            FenceParameters parameters,
            Clock clock,
            Duration retention) {
        this.query = query;
        this.parameters = parameters;
        this.clock = clock;
        this.retention = retention;
    }

    /** Returns the findings of the fences in the database, each once. */
    List<String> gaps(Collection<TopicPartition> partitions, KafkaIdentity identity) {
        Set<String> gaps = new LinkedHashSet<>();
        for (TopicPartition partition : partitions) {
            Map<String, Object> fence = parameters.of(partition, identity);
            for (Record other : query.apply(FenceStatements.OTHER_WRITERS, fence)) {
                gaps.add(otherWriter(partition.topic(), other.get("writer").asString(), time(other)));
            }
            for (Record former : query.apply(FenceStatements.FORMER, fence)) {
                gaps.add(recreated(partition, identity, former.get("cluster").asString(""), time(former)));
            }
            for (Record own : query.apply(FenceStatements.TIME, fence)) {
                Instant time = Instant.ofEpochMilli(own.get("time").asLong(clock.millis()));
                if (exceedsRetention(time)) {
                    gaps.add(absence(partition, time));
                }
            }
        }
        return List.copyOf(gaps);
    }

    /** Whether the topic may already have forgotten deletions that came after this time. */
    boolean exceedsRetention(Instant time) {
        return time.plus(retention).isBefore(clock.instant());
    }

    String absence(TopicPartition partition, Instant time) {
        return "this sink last wrote " + partition + " at " + time + ", longer ago than the topic retains deletions ("
                + retention.toHours()
                + " h): entities that were deleted in the meantime may remain in the graph; cartostream graph repair"
                + " removes them";
    }

    String recreated(TopicPartition partition, KafkaIdentity identity, String formerCluster, Instant time) {
        String cluster = formerCluster.equals(identity.cluster())
                ? ""
                : ", from the Kafka cluster " + formerCluster + "; this is " + identity.cluster()
                        + ". If both are meant to write this graph, give each connector its own fence.writer";
        return "topic " + partition.topic() + " was recreated since this sink last wrote partition "
                + partition.partition() + " (at " + time + cluster
                + "): entities that only the old topic held remain in the graph; cartostream graph repair removes them";
    }

    String otherWriter(String topic, String name, Instant time) {
        return "the connector '" + name + "' also wrote this graph from " + topic + ", most recently at " + time
                + ". If it was renamed to '" + parameters.writer()
                + "', everything is written again, and entities whose deletion the topic forgot while no sink ran"
                + " remain (cartostream graph verify finds them); to confirm the new name, run: MATCH (f:" + FENCE
                + " {writer: '" + name.replace("'", "\\'")
                + "'}) DELETE f. If it still runs, stop one of the two: they undo each other's work";
    }

    private static Instant time(Record fence) {
        return Instant.ofEpochMilli(fence.get("time").asLong(0));
    }
}
