package io.cartostream.connect.neo4j.fence;

import java.util.Map;

/**
 * The ids that tell a topic from a later one of the same name.
 *
 * @param cluster id of the Kafka cluster
 * @param topicIds topic ids by name; a topic without an id goes by its name
 */
public record KafkaIdentity(String cluster, Map<String, String> topicIds) {
    String topicId(String topic) {
        return topicIds.getOrDefault(topic, topic);
    }
}
