package io.cartostream.runtime.run;

import io.cartostream.runtime.config.RuntimeConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reports how far a consumer group has read. Transaction markers and rolled-back records also occupy offsets: a group has read
 * everything when only these follow its committed offset, however many they are. Safe for many threads.
 */
public final class GroupProgress implements StallWatch.Group {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Long enough for a fetch. A question without an answer by then is asked again later. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Admin admin;
    private final String group;
    private final Supplier<Consumer<byte[], byte[]>> readers;

    /** Returns the progress of an application's group. */
    public static GroupProgress of(RuntimeConfig config, Admin admin) {
        Properties settings = StreamsSettings.consumer(config);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, config.applicationId() + "-progress");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new GroupProgress(
                admin,
                config.applicationId(),
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * Creates the progress of one group.
     *
     * @param readers creates consumers outside of any group that read committed records, from the beginning if an offset is gone
     */
    public GroupProgress(Admin admin, String group, Supplier<Consumer<byte[], byte[]>> readers) {
        this.admin = admin;
        this.group = group;
        this.readers = readers;
    }

    /** Returns the end offsets of these partitions: of all records, or of those before the first open transaction. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(wanted, new ListOffsetsOptions(isolation))
                .all()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** Returns the committed offsets that are before these ends; 0 for a partition without a committed offset. */
    public Map<TopicPartition, Long> behind(Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata read = committed.get(partition);
            long offset = read == null ? 0 : read.offset();
            if (offset < end) {
                behind.put(partition, offset);
            }
        });
        return behind;
    }

    /** True if the group has read every committed record before these ends; false if half a second is too short to know. */
    public boolean hasReached(Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> behind = behind(ends);
        if (behind.isEmpty()) {
            return true;
        }
        try (Consumer<byte[], byte[]> reader = readers.get()) {
            return holdNoRecord(reader, behind, ends);
        }
    }

    @Override
    public Map<TopicPartition, StallWatch.Unread> unread(Set<String> clients)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> ends = ends(assignedTo(clients), IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, StallWatch.Unread> unread = new HashMap<>();
        behind(ends)
                .forEach((partition, committed) -> unread.put(
                        partition, new StallWatch.Unread(committed, ends.getOrDefault(partition, committed))));
        return unread;
    }

    private Set<TopicPartition> assignedTo(Set<String> clients)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin
                .describeConsumerGroups(List.of(group))
                .all()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(description -> description.members().stream())
                .filter(member -> clients.contains(member.clientId()))
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Set<TopicPartition> withRecords(Map<TopicPartition, StallWatch.Unread> unread) {
        try (Consumer<byte[], byte[]> reader = readers.get()) {
            return unread.entrySet().stream()
                    .filter(entry ->
                            firstRecord(reader, entry.getKey(), entry.getValue().committed())
                                    < entry.getValue().end())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }
    }

    /** Returns the offset of the first record from here; {@code Long.MAX_VALUE} if half a second is too short to know. */
    private static long firstRecord(Consumer<byte[], byte[]> reader, TopicPartition partition, long from) {
        reader.assign(List.of(partition));
        reader.seek(partition, from);
        Instant until = Instant.now().plus(LOOK);
        do {
            Iterator<ConsumerRecord<byte[], byte[]>> records =
                    reader.poll(LOOK.dividedBy(5)).iterator();
            if (records.hasNext()) {
                return records.next().offset();
            }
        } while (Instant.now().isBefore(until));
        return Long.MAX_VALUE;
    }

    static boolean holdNoRecord(
            Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        reader.assign(from.keySet());
        from.forEach(reader::seek);
        Instant until = Instant.now().plus(LOOK);
        do {
            if (!reader.poll(LOOK.dividedBy(5)).isEmpty()) {
                return false;
            }
            if (from.keySet().stream()
                    .allMatch(partition -> reader.position(partition) >= ends.getOrDefault(partition, 0L))) {
                return true;
            }
        } while (Instant.now().isBefore(until));
        return false;
    }
}
