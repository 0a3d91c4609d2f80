package io.cartostream.runtime.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects a partition that is assigned to this instance but whose records no thread reads. Its thread is alive and polls, the
 * group is stable, no state is being restored, and still the committed offset stays before records that existed all the time.
 * Kafka Streams has then lost a task between its threads (KAFKA-17098 and KAFKA-20721 are such faults), and only a restart
 * recovers it. A correct stage always keeps reading, whatever work it has, so a stall is never intended. For one thread.
 */
public final class StallWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);
    private static final int LOOKS = 10;

    private final Group group;
    private final Supplier<Set<String>> clients;
    private final LongSupplier activity;
    private final Duration timeout;
    private final InstantSource clock;
    private final Consumer<String> stalled;

    private final Map<TopicPartition, UnmovedOffset> unmoved = new HashMap<>();
    private long lastActivity;
    private long lastLook;

    /** A committed offset that has not moved since a time (epoch milliseconds), and the end of the partition at that time. */
    private record UnmovedOffset(long offset, long end, long since) {}

    /** Reports the progress of the consumer group. */
    public interface Group {
        /** Returns the partitions of these clients whose end is after the committed offset. */
        Map<TopicPartition, Unread> unread(Set<String> clients)
                throws ExecutionException, InterruptedException, TimeoutException;

        /** Returns those partitions that certainly hold a committed record there, not only transaction markers. */
        Set<TopicPartition> withRecords(Map<TopicPartition, Unread> unread);
    }

    /** A group's committed offset and the end of the readable records. */
    public record Unread(long committed, long end) {}

    /**
     * Watches the partitions of this instance.
     *
     * @param clients returns the client ids of this instance's consumers; empty while it starts or stops
     * @param activity changes when state is restored or a thread fails, which explains a partition without progress
     * @param stalled receives one sentence for each detected stall
     */
    public StallWatch(
            Group group,
            Supplier<Set<String>> clients,
            LongSupplier activity,
            Duration timeout,
            InstantSource clock,
            Consumer<String> stalled) {
        this.group = group;
        this.clients = clients;
        this.activity = activity;
        this.timeout = timeout;
        this.clock = clock;
        this.stalled = stalled;
    }

    /** Returns the time between two runs. */
    public Duration interval() {
        return timeout.dividedBy(LOOKS);
    }

    @Override
    public void run() {
        try {
            look();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            unmoved.clear();
            LOG.debug("The progress of the group cannot be read now: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws ExecutionException, InterruptedException, TimeoutException {
        long now = clock.millis();
        long active = activity.getAsLong();
        // after a pause of the whole process (a closed laptop) no thread had time to read
        if (active != lastActivity || now - lastLook > timeout.toMillis() / 2) {
            unmoved.clear();
        }
        lastActivity = active;
        lastLook = now;
        Set<String> mine = clients.get();
        keep(mine.isEmpty() ? Map.of() : group.unread(mine), now);
        Map<TopicPartition, Unread> suspects = unmoved.entrySet().stream()
                .filter(entry -> now - entry.getValue().since() >= timeout.toMillis())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new Unread(
                                entry.getValue().offset(), entry.getValue().end())));
        if (suspects.isEmpty()) {
            return;
        }
        Set<TopicPartition> found = group.withRecords(suspects);
        unmoved.keySet().removeAll(suspects.keySet());
        if (!found.isEmpty()) {
            stalled.accept(sentence(found, suspects));
        }
    }

    private void keep(Map<TopicPartition, Unread> unread, long now) {
        unmoved.keySet().retainAll(unread.keySet());
        unread.forEach((partition, where) -> unmoved.compute(
                partition,
                (same, before) -> before != null && before.offset() == where.committed()
                        ? before
                        : new UnmovedOffset(where.committed(), where.end(), now)));
    }

    private String sentence(Set<TopicPartition> found, Map<TopicPartition, Unread> suspects) {
        Set<String> where = new TreeSet<>();
        suspects.forEach((partition, unread) -> {
            if (found.contains(partition)) {
                where.add(partition + " (from offset " + unread.committed() + " on)");
            }
        });
        return "no thread of this instance has read " + String.join(", ", where) + " for " + timeout.toSeconds()
                + " s (stall.timeout.ms), although the partitions are assigned to it: the instance ends so that a restart reads them";
    }
}
