package io.cartostream.runtime.start;

import io.cartostream.contract.TopicName;
import java.util.List;
import java.util.Map;

/**
 * What an application needs of the cluster's topics.
 *
 * @param topics every topic that the application reads or writes
 * @param copartitioned groups of topics that must have equal partition counts
 * @param sourceOfStore one state store of each sub-topology, and the topic whose partitions the store follows
 */
public record TopicRequirements(
        List<TopicName> topics, List<List<TopicName>> copartitioned, Map<String, TopicName> sourceOfStore) {

    public TopicRequirements {
        topics = List.copyOf(topics);
        copartitioned = List.copyOf(copartitioned);
        sourceOfStore = Map.copyOf(sourceOfStore);
    }
}
