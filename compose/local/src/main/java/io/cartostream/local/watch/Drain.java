package io.cartostream.local.watch;

import io.cartostream.cli.connection.Kafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a consumer group has read everything that stands in its topics. Numbers alone cannot say: the markers of transactions
 * take offsets too and are never delivered. So what lies between a group's offset and the end is read, and only records count.
 */
final class Drain implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int MOST_POLLS = 10;

    private final Kafka kafka;
    private final Consumer<String, byte[]> consumer;
    private final String group;
    private final List<String> topics;
    private List<TopicPartition> partitions = List.of();

    Drain(Kafka kafka, String group, List<String> topics) {
        this.kafka = kafka;
        this.group = group;
        this.topics = topics;
        this.consumer = kafka.consumer();
    }

    /**
     * True if everything was read at one moment: the ends must be the same before and after, because one topic's records become
     * another's, and what was read and what was written are committed together.
     */
    boolean drained() {
        Map<TopicPartition, Long> before = ends();
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        List<TopicPartition> behind = new ArrayList<>();
        Map<TopicPartition, Long> from = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> end : before.entrySet()) {
            OffsetAndMetadata read = committed.get(end.getKey());
            long offset = read == null ? 0 : read.offset();
            if (offset < end.getValue()) {
                behind.add(end.getKey());
                from.put(end.getKey(), offset);
            }
        }
        return (behind.isEmpty() || onlyMarkers(behind, from, before)) && ends().equals(before);
    }

    private boolean onlyMarkers(
            List<TopicPartition> behind, Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        consumer.assign(behind);
        from.forEach(consumer::seek);
        for (int i = 0; i < MOST_POLLS; i++) {
            if (!consumer.poll(POLL).isEmpty()) {
                return false;
            }
            if (behind.stream().allMatch(p -> consumer.position(p) >= ends.getOrDefault(p, 0L))) {
                return true;
            }
        }
        return false; // an open transaction
    }

    private List<TopicPartition> partitions() {
        if (partitions.isEmpty()) {
            List<TopicPartition> all = new ArrayList<>();
            kafka.get(kafka.admin().describeTopics(topics).allTopicNames())
                    .forEach((topic, description) ->
                            description.partitions().forEach(p -> all.add(new TopicPartition(topic, p.partition()))));
            partitions = all;
        }
        return partitions;
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        kafka.get(kafka.admin().listOffsets(wanted).all())
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(
                kafka.get(kafka.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
        committed.values().removeIf(java.util.Objects::isNull);
        return committed;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
