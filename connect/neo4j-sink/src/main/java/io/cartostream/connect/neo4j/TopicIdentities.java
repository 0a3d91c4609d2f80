package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.fence.PartitionFences;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Learns from Kafka what tells a topic from another of its name, and where the connector stands in it. */
@FunctionalInterface
interface TopicIdentities {
    /**
     * The ids of cluster and topics, which survive everything but being created anew.
     *
     * @throws RetriableException while Kafka does not answer
     * @throws ConnectException with advice if it will not answer
     */
    PartitionFences.Identity of(Set<String> topics);

    /** Where the connector's consumers stand now; without the partitions of which that cannot be found out. */
    default Map<TopicPartition, PartitionFences.Position> positions(Collection<TopicPartition> partitions) {
        return Map.of();
    }

    /**
     * In which partitions a reader that stands there finds something to read now.
     *
     * @param next the offset that it reads next, by partition
     */
    default Set<TopicPartition> unread(Map<TopicPartition, Long> next) {
        return Set.of();
    }
}
