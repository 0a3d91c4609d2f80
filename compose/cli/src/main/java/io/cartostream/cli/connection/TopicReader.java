package io.cartostream.cli.connection;

import io.cartostream.cli.session.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the committed records of a topic: up to its present end, or until stopped. */
public final class TopicReader {

    /** Receives records. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes a record; false ends the reading. */
        boolean visit(ConsumerRecord<String, byte[]> record);
    }

    /** Which records are read. */
    public enum Isolation {
        /** Records of committed transactions. */
        COMMITTED,
        /** All records, including those of open and aborted transactions. */
        UNCOMMITTED;

        private String setting() {
            return "read_" + name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaClient kafka;

    /** A reader of this cluster. */
    public TopicReader(KafkaClient kafka) {
        this.kafka = kafka;
    }

    /** Visits the records committed by now, since a time if one is given; in order within a partition. */
    public void toEnd(String topic, @Nullable Instant since, Visitor visitor) {
        read(topic, consumer -> since == null ? Map.of() : offsetsAt(consumer, since), null, visitor);
    }

    /** Visits the records committed by now from the given offset of each partition; other partitions are left out. */
    public void toEnd(String topic, Map<Integer, Long> from, Visitor visitor) {
        read(topic, consumer -> only(consumer, topic, from), null, visitor);
    }

    /**
     * Visits the committed records of one partition between two offsets, both included. Waits, within limits, for a transaction that is
     * still open before the second.
     */
    public void through(String topic, int partition, long from, long last, Visitor visitor) {
        TopicPartition only = new TopicPartition(topic, partition);
        try (Consumer<String, byte[]> consumer = kafka.consumer()) {
            consumer.assign(List.of(only));
            consumer.seek(only, from);
            visitTo(Map.of(only, last + 1), consumer, visitor);
        } catch (KafkaException e) {
            throw KafkaClient.failure(kafka.settings(), e);
        }
    }

    /**
     * Visits the records between two offsets of each partition, both included. Reading committed records waits, within limits, for open
     * transactions; reading uncommitted records sees all at once, including aborted ones and the caller's own.
     */
    public void through(
            String topic, Map<Integer, Long> from, Map<Integer, Long> last, Isolation isolation, Visitor visitor) {
        try (Consumer<String, byte[]> consumer =
                kafka.consumer(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.setting()))) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            last.forEach((partition, offset) -> ends.put(new TopicPartition(topic, partition), offset + 1));
            consumer.assign(ends.keySet());
            ends.keySet().forEach(partition -> consumer.seek(partition, from.getOrDefault(partition.partition(), 0L)));
            visitTo(ends, consumer, visitor);
        } catch (KafkaException e) {
            throw KafkaClient.failure(kafka.settings(), e);
        }
    }

    /** Visits records, since a time or from now, until the visitor or {@code stopped} ends it. */
    public void follow(String topic, @Nullable Instant since, BooleanSupplier stopped, Visitor visitor) {
        read(topic, consumer -> since == null ? ends(consumer) : offsetsAt(consumer, since), stopped, visitor);
    }

    private void read(
            String topic,
            Function<Consumer<String, byte[]>, Map<TopicPartition, Long>> start,
            @Nullable BooleanSupplier stopped,
            Visitor visitor) {
        kafka.requireTopics(List.of(topic));
        try (Consumer<String, byte[]> consumer = kafka.consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            start.apply(consumer).forEach(consumer::seek);
            if (stopped == null) {
                visitTo(ends(consumer), consumer, visitor);
            } else {
                visitUntil(consumer, stopped, visitor);
            }
        } catch (KafkaException e) {
            throw KafkaClient.failure(kafka.settings(), e);
        }
    }

    private static void visitUntil(Consumer<String, byte[]> consumer, BooleanSupplier stopped, Visitor visitor) {
        while (!stopped.getAsBoolean()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (!visitor.visit(record)) {
                    return;
                }
            }
        }
    }

    private static void visitTo(Map<TopicPartition, Long> ends, Consumer<String, byte[]> consumer, Visitor visitor) {
        Set<TopicPartition> open = new HashSet<>();
        ends.forEach((partition, end) -> {
            if (consumer.position(partition) < end) {
                open.add(partition);
            } else {
                consumer.pause(List.of(partition));
            }
        });
        long lastProgress = System.nanoTime();
        while (!open.isEmpty()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L) && !visitor.visit(record)) {
                    return;
                }
                lastProgress = System.nanoTime(); // the visitor may have taken its time
            }
            for (TopicPartition partition : List.copyOf(open)) {
                if (consumer.position(partition) >= ends.getOrDefault(partition, 0L)) {
                    open.remove(partition);
                    consumer.pause(List.of(partition));
                    lastProgress = System.nanoTime();
                }
            }
            if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
                throw CommandFailure.failed(
                        "Kafka stopped answering while reading " + open + " (waited " + PATIENCE.toSeconds() + " s)");
            }
        }
    }

    private static Map<TopicPartition, Long> ends(Consumer<String, byte[]> consumer) {
        return consumer.endOffsets(consumer.assignment());
    }

    private static Map<TopicPartition, Long> offsetsAt(Consumer<String, byte[]> consumer, Instant since) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        consumer.assignment().forEach(partition -> wanted.put(partition, since.toEpochMilli()));
        Map<TopicPartition, Long> ends = ends(consumer);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.offsetsForTimes(wanted)
                .forEach((partition, found) -> offsets.put(
                        partition, found == null ? ends.getOrDefault(partition, 0L) : (Long) found.offset()));
        return offsets;
    }

    private static Map<TopicPartition, Long> only(
            Consumer<String, byte[]> consumer, String topic, Map<Integer, Long> from) {
        Collection<TopicPartition> wanted = from.keySet().stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(wanted);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(wanted);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        wanted.forEach(partition -> offsets.put(
                partition,
                Math.max(from.getOrDefault(partition.partition(), 0L), beginnings.getOrDefault(partition, 0L))));
        return offsets;
    }
}
