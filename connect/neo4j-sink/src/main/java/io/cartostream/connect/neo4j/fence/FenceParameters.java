package io.cartostream.connect.neo4j.fence;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The parameters that name a partition's fence in {@link FenceStatements}.
 *
 * @param writer distinguishes this sink's fences from those of another sink on the same topic
 * @param connector name of the connector, for people who look at the fence
 */
record FenceParameters(String writer, String connector) {

    Map<String, Object> of(TopicPartition partition, KafkaIdentity identity) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("cluster", identity.cluster());
        parameters.put("topic", partition.topic());
        parameters.put("topicId", identity.topicId(partition.topic()));
        parameters.put("partition", partition.partition());
        parameters.put("writer", writer);
        parameters.put("connector", connector);
        parameters.put("key", key(partition, identity));
        return parameters;
    }

    String key(TopicPartition partition, KafkaIdentity identity) {
        return String.join(
                "|",
                identity.cluster(),
                identity.topicId(partition.topic()),
                Integer.toString(partition.partition()),
                writer);
    }
}
