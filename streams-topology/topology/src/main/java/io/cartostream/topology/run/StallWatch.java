package io.cartostream.topology.run;

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
 * Notices a partition that is this instance's and whose records nobody reads: its thread lives and polls, the group is
 * stable, no state is being restored, and still its committed offset stands before records that were there all the time. That is
 * a task that Kafka Streams has lost between its threads (KAFKA-17098 and KAFKA-20721 are such faults); nothing but a new start
 * brings it back. A stage always reads on, whatever work it has: standing still is never its own doing.
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

    private final Map<TopicPartition, Standing> standing = new HashMap<>();
    private long lastActivity;
    private long lastLook;

    /** Where a partition has stood since when, and where it ended then. Times are milliseconds of the epoch. */
    private record Standing(long offset, long end, long since) {}

    /** The consumer group. */
    public interface Group {
        /** The partitions that are assigned to these clients and end after what the group has committed. */
        Map<TopicPartition, Unread> unread(Set<String> clients)
                throws ExecutionException, InterruptedException, TimeoutException;

        /** Those partitions in which a committed record is known to stand there, rather than only markers of transactions. */
        Set<TopicPartition> withRecords(Map<TopicPartition, Unread> unread);
    }

    /** The offset that a group has committed and the end of what can be read. */
    public record Unread(long committed, long end) {}

    /**
     * Watches the partitions of some clients.
     *
     * @param clients the client ids of this instance's consumers; none while it starts or stops
     * @param activity changes whenever state is restored or a thread failed: then standing still has another reason
     * @param stalled is told once, in a sentence
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

    /** How often it is to look. */
    public Duration interval() {
        return timeout.dividedBy(LOOKS);
    }

    @Override
    public void run() {
        try {
            look();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            standing.clear();
            LOG.debug("How far the partitions are read cannot be asked now: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws ExecutionException, InterruptedException, TimeoutException {
        long now = clock.millis();
        long active = activity.getAsLong();
        // after a pause of the whole process (a laptop's lid) nobody had the time to read anything
        if (active != lastActivity || now - lastLook > timeout.toMillis() / 2) {
            standing.clear();
        }
        lastActivity = active;
        lastLook = now;
        Set<String> mine = clients.get();
        keep(mine.isEmpty() ? Map.of() : group.unread(mine), now);
        Map<TopicPartition, Unread> suspects = standing.entrySet().stream()
                .filter(entry -> now - entry.getValue().since() >= timeout.toMillis())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new Unread(
                                entry.getValue().offset(), entry.getValue().end())));
        if (suspects.isEmpty()) {
            return;
        }
        Set<TopicPartition> found = group.withRecords(suspects);
        standing.keySet().removeAll(suspects.keySet());
        if (!found.isEmpty()) {
            stalled.accept(sentence(found, suspects));
        }
    }

    private void keep(Map<TopicPartition, Unread> unread, long now) {
        standing.keySet().retainAll(unread.keySet());
        unread.forEach((partition, where) -> standing.compute(
                partition,
                (same, before) -> before != null && before.offset() == where.committed()
                        ? before
                        : new Standing(where.committed(), where.end(), now)));
    }

    private String sentence(Set<TopicPartition> found, Map<TopicPartition, Unread> suspects) {
        Set<String> where = new TreeSet<>();
        suspects.forEach((partition, unread) -> {
            if (found.contains(partition)) {
                where.add(partition + " (from offset " + unread.committed() + " on)");
            }
        });
        return "no thread of this instance has read " + String.join(", ", where) + " for " + timeout.toSeconds()
                + " s (stall.timeout.ms), though the partitions are its own: it ends, so that they are read after a new start";
    }
}
