package io.cartostream.cli.connection;

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
 * Whether a consumer group has read all records of its topics. Offsets alone do not show it, because transaction markers also have
 * offsets and are never delivered. So the part between the group's offset and the end is read, and only records count.
 */
public final class GroupDrain implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int MOST_POLLS = 10;

    private final KafkaClient kafka;
    private final Consumer<String, byte[]> consumer;
    private final String group;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private long position;
    private long unread;

    /**
     * Watches a group.
     *
     * @throws io.cartostream.cli.session.CommandFailure if a topic does not exist
     */
    public GroupDrain(KafkaClient kafka, String group, List<String> topics) {
        this.kafka = kafka;
        this.group = group;
        kafka.requireTopics(topics);
        topics.forEach(topic -> {
            for (int partition = 0; partition < kafka.partitions(topic); partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
        });
        this.consumer = kafka.consumer();
    }

    /** Watches the topology, with all topics that it reads. */
    public static GroupDrain ofTopology(KafkaClient kafka) {
        Namespace namespace = kafka.settings().namespace();
        return new GroupDrain(
                kafka,
                namespace.group("topology"),
                Stream.of(
                                TopicName.INVENTORY_RAW,
                                TopicName.FACTS_BY_NODE,
                                TopicName.RELATIONSHIPS_BY_TARGET,
                                TopicName.LOOKUPS_BY_VALUE)
                        .map(namespace::topic)
                        .toList());
    }

    /**
     * True if all records were read at one moment. The ends must be the same before and after, because records of one topic become
     * records of another, and the topology commits what it read and what it wrote together.
     */
    public boolean drained() {
        Map<TopicPartition, Long> ends = ends();
        return reached(ends) && ends().equals(ends);
    }

    /** True if the group has read all records before these offsets. */
    public boolean reached(Map<TopicPartition, Long> ends) {
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
        boolean nothingLeft = behind.isEmpty() || onlyMarkers(behind, ends);
        unread = nothingLeft
                ? 0
                : behind.entrySet().stream()
                        .mapToLong(entry -> ends.getOrDefault(entry.getKey(), 0L) - entry.getValue())
                        .sum();
        return nothingLeft;
    }

    /** Grows while the group reads. As of the last {@link #reached}. */
    public long position() {
        return position;
    }

    /** Number of offsets that the group has not read, transaction markers included; 0 if no record is left. As of the last {@link #reached}. */
    public long unread() {
        return unread;
    }

    private boolean onlyMarkers(Map<TopicPartition, Long> behind, Map<TopicPartition, Long> ends) {
        consumer.assign(behind.keySet());
        behind.forEach(consumer::seek);
        for (int i = 0; i < MOST_POLLS; i++) {
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

    /** The present end of each partition, uncommitted records included. */
    public Map<TopicPartition, Long> ends() {
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
