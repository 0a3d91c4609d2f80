package io.cartostream.topology.run;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.topology.stage.Barrier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens when all partitions have grown and what they sent has passed the stages: the topics in between, in the order of the
 * longest way (node, its value, its answer), are each read to where they ended when their turn came. Markers of transactions
 * at an end are not read: a partition that stands still a few offsets before it has been read.
 */
final class GrownBarrier implements Barrier {

    private static final Logger LOG = LoggerFactory.getLogger(GrownBarrier.class);
    private static final List<TopicName> WAY = List.of(
            TopicName.FACTS_BY_NODE,
            TopicName.LOOKUPS_BY_VALUE,
            TopicName.FACTS_BY_NODE,
            TopicName.RELATIONSHIPS_BY_TARGET);
    private static final long MARKERS = 10;
    private static final long TIMEOUT_SECONDS = 30;

    private final Admin admin;
    private final Namespace namespace;
    private final String group;
    private final Map<TopicName, Integer> partitions;
    private final long generation;

    private int step;
    private Map<TopicPartition, Long> ends = Map.of();
    private Map<TopicPartition, Long> before = Map.of();
    private volatile boolean open;

    GrownBarrier(Admin admin, Namespace namespace, String group, Map<TopicName, Integer> partitions, long generation) {
        this.admin = admin;
        this.namespace = namespace;
        this.group = group;
        this.partitions = partitions;
        this.generation = generation;
    }

    @Override
    public boolean passed(long wanted) {
        return open && wanted == generation;
    }

    /** Looks again; {@code grown} partitions have said that they have grown. */
    void look(int grown) {
        if (open || grown < partitions.getOrDefault(TopicName.INVENTORY_RAW, 0)) {
            return;
        }
        try {
            if (ends.isEmpty()) {
                ends = endsOf(WAY.get(step));
                before = Map.of();
            }
            Map<TopicPartition, Long> now = committed();
            if (ends.entrySet().stream().allMatch(end -> isRead(end.getKey(), end.getValue(), now))) {
                ends = Map.of();
                step++;
                open = step == WAY.size();
            }
            before = now;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("How far the stages have come cannot be read now: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRead(TopicPartition partition, long end, Map<TopicPartition, Long> now) {
        long position = now.getOrDefault(partition, 0L);
        boolean still = before.containsKey(partition) && before.getOrDefault(partition, -1L) == position;
        return position >= end || (still && position >= end - MARKERS);
    }

    private Map<TopicPartition, Long> endsOf(TopicName topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int i = 0; i < partitions.getOrDefault(topic, 0); i++) {
            wanted.put(new TopicPartition(namespace.topic(topic), i), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> found = new HashMap<>();
        admin.listOffsets(wanted)
                .all()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .forEach((partition, offset) -> found.put(partition, offset.offset()));
        return found;
    }

    private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, Long> found = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                found.put(partition, offset.offset());
            }
        });
        ends.keySet().forEach(partition -> found.putIfAbsent(partition, 0L));
        return found;
    }
}
