package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.fence.ConsumerPosition;
import io.cartostream.connect.neo4j.fence.KafkaIdentity;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Asks Kafka for the ids that tell a topic from a later one of the same name, and for the connector's positions in it. */
@FunctionalInterface
interface TopicIdentities {
    /**
     * Returns the ids of cluster and topics, which change only when these are created again.
     *
     * @throws RetriableException while Kafka does not answer
     * @throws ConnectException with advice if waiting does not help
     */
    KafkaIdentity of(Set<String> topics);

    /** Returns the positions of the connector's consumers, without the partitions whose position cannot be determined. */
    default Map<TopicPartition, ConsumerPosition> positions(Collection<TopicPartition> partitions) {
        return Map.of();
    }

    /**
     * Returns the partitions with records to read from these offsets on.
     *
     * @param next the next offset to read, by partition
     */
    default Set<TopicPartition> unread(Map<TopicPartition, Long> next) {
        return Set.of();
    }
}
