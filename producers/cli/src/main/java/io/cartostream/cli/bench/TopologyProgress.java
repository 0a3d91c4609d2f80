package io.cartostream.cli.bench;

import io.cartostream.cli.connection.Kafka;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the topology has read all that stands in its topics. Offsets alone cannot tell, because markers of transactions take
 * offsets too; so what lies between a committed offset and the end is read, and only records count.
 */
final class TopologyProgress implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLLS = 10;

    private final Kafka kafka;
    private final String group;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Consumer<String, byte[]> consumer;
    private long position;

    TopologyProgress(Kafka kafka) {
        this.kafka = kafka;
        Namespace namespace = kafka.settings().namespace();
        this.group = namespace.group("topology");
        List<String> topics = Stream.of(
                        TopicName.INVENTORY_RAW,
                        TopicName.FACTS_BY_NODE,
                        TopicName.RELATIONSHIPS_BY_TARGET,
                        TopicName.LOOKUPS_BY_VALUE)
                .map(namespace::topic)
                .toList();
        kafka.requireTopics(topics);
        topics.forEach(topic -> {
            for (int partition = 0; partition < kafka.partitions(topic); partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
        });
        this.consumer = kafka.consumer();
    }

    /** Fails in one line if no topology is there. */
    void requireTopology() {
        if (kafka.members(group) == 0) {
            throw CommandFailure.failed("no topology is reading from "
                    + kafka.settings().bootstrapServers() + " as " + group + ": start it first");
        }
    }

    /** True if at one moment everything was read: the ends are the same before and after, for one topic feeds the next. */
    boolean drained() {
        Map<TopicPartition, Long> ends = ends();
        Map<TopicPartition, OffsetAndMetadata> committed = kafka.committed(group);
        position =
                committed.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata read = committed.get(partition);
            long offset = read == null ? 0 : read.offset();
            if (offset < end) {
                behind.put(partition, offset);
            }
        });
        return (behind.isEmpty() || onlyMarkers(behind, ends)) && ends().equals(ends);
    }

    /** Grows while the topology works; as of the last {@link #drained}. */
    long position() {
        return position;
    }

    private boolean onlyMarkers(Map<TopicPartition, Long> behind, Map<TopicPartition, Long> ends) {
        consumer.assign(behind.keySet());
        behind.forEach(consumer::seek);
        for (int i = 0; i < POLLS; i++) {
            if (!consumer.poll(POLL).isEmpty()) {
                return false;
            }
            if (behind.keySet().stream()
                    .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L))) {
                return true;
            }
        }
        return false; // a transaction is open
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        kafka.get(kafka.admin().listOffsets(wanted).all())
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
