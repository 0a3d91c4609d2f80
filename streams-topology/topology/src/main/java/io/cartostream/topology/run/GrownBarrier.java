package io.cartostream.topology.run;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.topology.stage.Barrier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens when all partitions have grown and what they sent has passed the stages: the topics in between, in the order of the
 * longest way (node, its value, its answer), are each read to where they ended when their turn came.
 */
final class GrownBarrier implements Barrier {

    private static final Logger LOG = LoggerFactory.getLogger(GrownBarrier.class);
    private static final List<TopicName> WAY = List.of(
            TopicName.FACTS_BY_NODE,
            TopicName.LOOKUPS_BY_VALUE,
            TopicName.FACTS_BY_NODE,
            TopicName.RELATIONSHIPS_BY_TARGET);

    private final GroupProgress progress;
    private final Namespace namespace;
    private final Map<TopicName, Integer> partitions;
    private final long generation;

    private int step;
    private Map<TopicPartition, Long> ends = Map.of();
    private volatile boolean open;

    GrownBarrier(GroupProgress progress, Namespace namespace, Map<TopicName, Integer> partitions, long generation) {
        this.progress = progress;
        this.namespace = namespace;
        this.partitions = partitions;
        this.generation = generation;
    }

    @Override
    public boolean passed(long wanted) {
        return open && wanted == generation;
    }

    /** Looks again; {@code grown} partitions have said that they have grown. */
    void look(int grown) {
        if (open || grown < count(TopicName.INVENTORY_RAW)) {
            return;
        }
        try {
            if (ends.isEmpty()) {
                ends = progress.ends(partitionsOf(WAY.get(step)), IsolationLevel.READ_UNCOMMITTED);
            }
            if (progress.hasReached(ends)) {
                ends = Map.of();
                step++;
                open = step == WAY.size();
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("How far the stages have come cannot be read now: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TopicPartition> partitionsOf(TopicName topic) {
        return IntStream.range(0, count(topic))
                .mapToObj(partition -> new TopicPartition(namespace.topic(topic), partition))
                .toList();
    }

    private int count(TopicName topic) {
        return partitions.getOrDefault(topic, 0);
    }
}
