package io.cartostream.topology.run;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.topology.epoch.Progress;
import io.cartostream.topology.stage.Barrier;
import java.util.Collection;
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
 * longest way (node, its value, its answer), are each read to where they ended when their turn came; and all that time no
 * partition had long work left, the publishing of nodes under new lookups included. For what is done in slices is sent when
 * its topic's turn may be over: whoever had some left meanwhile lets it begin anew.
 *
 * <p>Such a partition says so within the transaction of the record that gave it the work. So once model-epoch is read to
 * where it ended after the last turn, all is known that can have happened in these turns.
 */
final class GrownBarrier implements Barrier {

    private static final Logger LOG = LoggerFactory.getLogger(GrownBarrier.class);
    private static final List<TopicName> WAY = List.of(
            TopicName.FACTS_BY_NODE,
            TopicName.LOOKUPS_BY_VALUE,
            TopicName.FACTS_BY_NODE,
            TopicName.RELATIONSHIPS_BY_TARGET,
            TopicName.MODEL_EPOCH);

    private final Reading progress;
    private final Namespace namespace;
    private final Map<TopicName, Integer> partitions;
    private final long generation;

    private int step;
    private Map<String, Long> atRest = Map.of();
    private Map<TopicPartition, Long> ends = Map.of();
    private volatile boolean open;

    /** Whether a partition of this instance waits: else nobody need ask Kafka. */
    private volatile boolean awaited;

    /** How far the application has read its topics. */
    interface Reading {
        /** The ends of these partitions. */
        Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation)
                throws ExecutionException, InterruptedException, TimeoutException;

        /** Whether everything before these ends is read. */
        boolean hasReached(Map<TopicPartition, Long> ends)
                throws ExecutionException, InterruptedException, TimeoutException;
    }

    GrownBarrier(Reading progress, Namespace namespace, Map<TopicName, Integer> partitions, long generation) {
        this.progress = progress;
        this.namespace = namespace;
        this.partitions = partitions;
        this.generation = generation;
    }

    @Override
    public boolean passed(long wanted) {
        awaited = true;
        return open && wanted == generation;
    }

    /** Looks again, knowing what the partitions have said. */
    void look(Progress now) {
        if (open || !awaited || now.grown() < count(TopicName.INVENTORY_RAW)) {
            return;
        }
        if (!now.atRest().equals(atRest)) {
            atRest = now.atRest();
            step = 0;
            ends = Map.of();
        }
        if (atRest.size() < count(TopicName.FACTS_BY_NODE) + count(TopicName.LOOKUPS_BY_VALUE)) {
            return;
        }
        try {
            if (ends.isEmpty()) {
                ends = progress.ends(partitionsOf(WAY.get(step)), IsolationLevel.READ_UNCOMMITTED);
            }
            if (WAY.get(step) == TopicName.MODEL_EPOCH ? covers(now, ends) : progress.hasReached(ends)) {
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

    private static boolean covers(Progress now, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> now.positions().getOrDefault(end.getKey().partition(), 0L) >= end.getValue());
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
