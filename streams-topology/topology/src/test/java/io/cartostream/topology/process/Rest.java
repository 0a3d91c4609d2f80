package io.cartostream.topology.process;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/**
 * Waits until the application has read all that stands in its topics. That a graph is the expected one does not say so: it can
 * pass through the expected state while records that change it and change it back are still on their way.
 */
final class Rest implements AutoCloseable {

    private static final List<TopicName> READ = List.of(
            TopicName.INVENTORY_RAW,
            TopicName.FACTS_BY_NODE,
            TopicName.RELATIONSHIPS_BY_TARGET,
            TopicName.LOOKUPS_BY_VALUE);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Several times the interval at which stored work goes on without records. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

    private final Admin admin;
    private final String group;
    private final List<TopicPartition> partitions;
    private final KafkaConsumer<byte[], byte[]> consumer;

    Rest(LocalBroker broker, Namespace namespace, int partitions) {
        this.admin = broker.admin();
        this.group = namespace.group("topology");
        this.partitions = READ.stream()
                .map(namespace::topic)
                .flatMap(topic ->
                        IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList();
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    void await(Duration patience) {
        Awaitility.await("rest of " + group)
                .pollInterval(POLL)
                .during(LONG_ENOUGH)
                .atMost(patience)
                .until(this::reached);
    }

    /** True if at one moment everything was read: the ends are the same before and after, for one topic feeds the next. */
    private boolean reached() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = ends(IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> behind = behind(ends);
        return (behind.isEmpty() || onlyMarkers(behind, ends))
                && ends(IsolationLevel.READ_UNCOMMITTED).equals(ends);
    }

    /** Where it has read to, where that is not the end. */
    private Map<TopicPartition, Long> behind(Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
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

    /** For a person: each partition that is not read to its end, the end of what is committed there, and the members. */
    String describe() {
        try {
            Map<TopicPartition, Long> ends = ends(IsolationLevel.READ_UNCOMMITTED);
            Map<TopicPartition, Long> stable = ends(IsolationLevel.READ_COMMITTED);
            StringBuilder text = new StringBuilder(group);
            behind(ends)
                    .forEach((partition, offset) -> text.append("\n%s: read to %d, committed up to %d, end %d"
                            .formatted(partition, offset, stable.get(partition), ends.get(partition))));
            admin.describeConsumerGroups(List.of(group)).all().get().forEach((name, members) -> text.append("\n")
                    .append(members));
            return text.toString();
        } catch (ExecutionException e) {
            return group + ": " + e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return group + ": interrupted";
        }
    }

    /** Whether there are but transactions' markers between these offsets and the ends: they take offsets, too. */
    private boolean onlyMarkers(Map<TopicPartition, Long> behind, Map<TopicPartition, Long> ends) {
        consumer.assign(behind.keySet());
        behind.forEach(consumer::seek);
        return consumer.poll(POLL).isEmpty()
                && behind.keySet().stream()
                        .allMatch(partition ->
                                consumer.position(partition) >= Objects.requireNonNull(ends.get(partition)));
    }

    private Map<TopicPartition, Long> ends(IsolationLevel isolation) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(wanted, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
