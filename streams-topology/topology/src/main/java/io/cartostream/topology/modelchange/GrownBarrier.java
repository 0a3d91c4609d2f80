package io.cartostream.topology.modelchange;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens when all partitions have grown and their messages have passed all stages. The turns follow the longest path of a
 * message: node, lookup value, answer, other end. In each turn, the group must read the stage's topic to its end at the start
 * of the turn; then every partition of the stage must have been without long work once. So everything that a stage sends in
 * slices (fan-outs, nodes published under new lookups) is sent before the next turn begins. Long work with other causes delays
 * nothing.
 *
 * <p>A partition announces long work within the transaction of the record that causes it. Once the topic is read, and then
 * model-epoch to its end, every partition with such work is known.
 *
 * <p>{@link #look} is for one thread, {@link #passed} for all.
 */
public final class GrownBarrier implements ModelChangeBarrier {

    private static final Logger LOG = LoggerFactory.getLogger(GrownBarrier.class);

    /** About a minute. */
    private static final int LOOKS_PER_LINE = 120;

    private static final List<Turn> WAY = List.of(
            new Turn(TopicName.FACTS_BY_NODE, BacklogRecords.NODE),
            new Turn(TopicName.LOOKUPS_BY_VALUE, BacklogRecords.LOOKUP),
            new Turn(TopicName.FACTS_BY_NODE, BacklogRecords.NODE),
            new Turn(TopicName.RELATIONSHIPS_BY_TARGET, BacklogRecords.NODE));

    private final Reading reading;
    private final Namespace namespace;
    private final Map<TopicName, Integer> partitions;
    private final long generation;

    private int turn;
    private Phase phase = Phase.TOPIC;
    private Map<TopicPartition, Long> ends = Map.of();
    private @Nullable ModelChangeProgress whenRead;
    private int looks;
    private volatile boolean open;

    /** True once a partition of this instance waits. Before that, Kafka is not asked. */
    private volatile boolean awaited;

    private record Turn(TopicName topic, String stage) {}

    private enum Phase {
        TOPIC,
        MARKS,
        REST
    }

    /** Reports how far the application has read its topics. */
    interface Reading {
        /** Returns the end offsets of these partitions. */
        Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation)
                throws ExecutionException, InterruptedException, TimeoutException;

        /** True if the application has read everything before these ends. */
        boolean hasReached(Map<TopicPartition, Long> ends)
                throws ExecutionException, InterruptedException, TimeoutException;
    }

    public GrownBarrier(Reading reading, Namespace namespace, Map<TopicName, Integer> partitions, long generation) {
        this.reading = reading;
        this.namespace = namespace;
        this.partitions = partitions;
        this.generation = generation;
    }

    @Override
    public boolean passed(long wanted) {
        awaited = true;
        return open && wanted == generation;
    }

    /** Looks again, with the progress that the partitions have announced. */
    public void look(ModelChangeProgress now) {
        if (open || !awaited) {
            return;
        }
        if (++looks % LOOKS_PER_LINE == 0) {
            LOG.info("A change of models is in progress: {}", missing(now));
        }
        if (now.grown() < count(TopicName.INVENTORY_RAW)) {
            return;
        }
        try {
            advance(now);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The progress of the stages cannot be read now: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void advance(ModelChangeProgress now) throws ExecutionException, InterruptedException, TimeoutException {
        if (phase == Phase.TOPIC && reached(WAY.get(turn).topic(), now)) {
            phase = Phase.MARKS;
        }
        if (phase == Phase.MARKS && reached(TopicName.MODEL_EPOCH, now)) {
            phase = Phase.REST;
            whenRead = now;
        }
        if (phase == Phase.REST && restless(now).isEmpty()) {
            phase = Phase.TOPIC;
            turn++;
            open = turn == WAY.size();
        }
    }

    /** True if a topic is read to its end at the time of the first call for it. */
    private boolean reached(TopicName topic, ModelChangeProgress now)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (ends.isEmpty()) {
            ends = reading.ends(partitionsOf(topic), IsolationLevel.READ_UNCOMMITTED);
        }
        boolean reached = topic == TopicName.MODEL_EPOCH ? covers(now, ends) : reading.hasReached(ends);
        if (reached) {
            ends = Map.of();
        }
        return reached;
    }

    private static boolean covers(ModelChangeProgress now, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> now.positions().getOrDefault(end.getKey().partition(), 0L) >= end.getValue());
    }

    /** Returns the partitions of the turn's stage that have had long work without a pause since the topic was read. */
    private Set<String> restless(ModelChangeProgress now) {
        Turn current = WAY.get(turn);
        ModelChangeProgress earlier = whenRead == null ? now : whenRead;
        Set<String> restless = new TreeSet<>();
        for (int partition = 0; partition < count(current.topic()); partition++) {
            String key = BacklogRecords.key(current.stage(), partition);
            if (!now.restedSince(key, earlier)) {
                restless.add(key);
            }
        }
        return restless;
    }

    private String missing(ModelChangeProgress now) {
        int all = count(TopicName.INVENTORY_RAW);
        if (now.grown() < all) {
            return now.grown() + " of " + all + " partitions of the scope stage have derived their facts";
        }
        String topic = namespace.topic(WAY.get(turn).topic());
        return phase == Phase.REST
                ? "long work is left in " + restless(now) + " (turn " + (turn + 1) + ", " + topic + ")"
                : topic + " is being read (turn " + (turn + 1) + " of " + WAY.size() + ")";
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
