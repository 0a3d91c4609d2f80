package io.cartostream.topology.modelchange;

import io.cartostream.topology.registry.RetryPause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The record of which models are in force, in the compacted topic model-epoch under the application's id.
 *
 * <p>Whoever changes it does so in a transaction of one transactional id that all share, and reads the record after it has
 * taken that id: of two who change it at once, either the later reads what the earlier wrote, or the earlier is fenced and
 * begins again. So each change is based on the record that it replaces.
 */
public final class EpochLog {

    /** Those who fence each other begin again at different times. */
    private static final long SHORTEST_PAUSE_MS = 50;

    private static final long LONGEST_PAUSE_MS = 1_000;

    private final Properties consumer;
    private final Properties producer;
    private final String topic;
    private final String applicationId;
    private final Duration patience;
    private final InstantSource clock;

    /**
     * The log of one application.
     *
     * @param consumer settings of the consumer, connection included
     * @param producer settings of the producer, connection included
     */
    public EpochLog(
            Properties consumer,
            Properties producer,
            String topic,
            String applicationId,
            Duration patience,
            InstantSource clock) {
        this.consumer = copy(consumer);
        this.consumer.put("isolation.level", "read_committed");
        this.consumer.put("auto.offset.reset", "earliest");
        this.consumer.put("enable.auto.commit", "false");
        this.producer = copy(producer);
        this.producer.put("transactional.id", applicationId + "-models");
        this.topic = topic;
        this.applicationId = applicationId;
        this.patience = patience;
        this.clock = clock;
    }

    private static Properties copy(Properties settings) {
        Properties copy = new Properties();
        copy.putAll(settings);
        return copy;
    }

    /** What is in force now; empty: nothing ever was. */
    public Optional<ModelsInForce> read() {
        try (Tail tail = tail()) {
            return Optional.ofNullable(tail.toTheEnd(patience));
        }
    }

    /** What is in force; if nothing ever was, these models are from now on. */
    public ModelsInForce enter(String epoch) {
        return read().orElseGet(
                        () -> change(current -> current == null ? new ModelsInForce(1, epoch, now()) : current));
    }

    /** Puts these models in force; does nothing if they are. */
    public ModelsInForce raise(String epoch) {
        return change(current -> {
            if (current == null) {
                return new ModelsInForce(1, epoch, now());
            }
            return current.epoch().equals(epoch) ? current : new ModelsInForce(current.generation() + 1, epoch, now());
        });
    }

    private Instant now() {
        return clock.instant();
    }

    private ModelsInForce change(Function<@Nullable ModelsInForce, ModelsInForce> decision) {
        Instant until = now().plus(patience);
        while (true) {
            try (KafkaProducer<String, String> writer =
                    new KafkaProducer<>(producer, new StringSerializer(), new StringSerializer())) {
                writer.initTransactions();
                ModelsInForce before = read().orElse(null);
                ModelsInForce after = decision.apply(before);
                if (!after.equals(before)) {
                    writer.beginTransaction();
                    writer.send(new ProducerRecord<>(topic, applicationId, after.text()));
                    writer.commitTransaction();
                }
                return after;
            } catch (KafkaException e) {
                if (!displaced(e) || now().isAfter(until)) {
                    throw e;
                }
                RetryPause.REAL.millis(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
            }
        }
    }

    /**
     * Whether somebody else took the transactional id meanwhile. A broker that is caught between the two answers with an error
     * that its client does not know, and says so without a cause. What came of the transaction shows when it is read again.
     */
    private static boolean displaced(KafkaException e) {
        return e instanceof ProducerFencedException
                || e instanceof InvalidProducerEpochException
                || e instanceof InvalidTxnStateException
                || (e.getClass() == KafkaException.class && e.getCause() == null);
    }

    /** A reader that follows the record. For one thread at a time. */
    Tail tail() {
        return new Tail();
    }

    /** Follows the record. */
    final class Tail implements EpochWatch.Follower {
        private final KafkaConsumer<String, String> reader =
                new KafkaConsumer<>(consumer, new StringDeserializer(), new StringDeserializer());
        private final List<TopicPartition> partitions;
        private final Set<Integer> grown = new HashSet<>();
        private final Set<String> atRest = new HashSet<>();
        private final Map<String, Long> rested = new HashMap<>();
        private @Nullable ModelsInForce newest;
        private long generation;

        Tail() {
            try {
                partitions = reader.partitionsFor(topic, patience).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .collect(Collectors.toList());
                reader.assign(partitions);
                reader.seekToBeginning(partitions);
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        /** Reads everything that is committed now. */
        @Nullable
        ModelsInForce toTheEnd(Duration within) {
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions, within);
            Instant until = now().plus(within);
            while (partitions.stream()
                    .anyMatch(partition -> reader.position(partition, within) < ends.getOrDefault(partition, 0L))) {
                if (now().isAfter(until)) {
                    throw new TimeoutException("could not read " + topic + " within " + within.toSeconds() + " s");
                }
                poll(Duration.ofMillis(100));
            }
            return newest;
        }

        /** From the beginning, for the progress of this generation. */
        Tail of(long followed) {
            generation = followed;
            return this;
        }

        /** How far the partitions have come in the generation that is followed. */
        @Override
        public ModelChangeProgress progress() {
            Map<Integer, Long> positions = new HashMap<>();
            partitions.forEach(partition -> positions.put(partition.partition(), reader.position(partition, patience)));
            return new ModelChangeProgress(grown.size(), atRest, rested, positions);
        }

        /** Reads what came since; returns what is in force as far as it is known. */
        @Override
        public @Nullable ModelsInForce poll(Duration wait) {
            for (ConsumerRecord<String, String> record : reader.poll(wait)) {
                if (applicationId.equals(record.key()) && record.value() != null) {
                    newest = ModelsInForce.parse(record.value());
                } else if (record.key() != null && BacklogRecords.isKey(record.key())) {
                    if (BacklogRecords.none(record.value(), generation)) {
                        atRest.add(record.key());
                        rested.put(record.key(), record.offset());
                    } else {
                        atRest.remove(record.key());
                    }
                } else if (record.key() != null && record.value() != null) {
                    GrownNotice.partition(record.key(), generation).ifPresent(grown::add);
                }
            }
            return newest;
        }

        @Override
        public void close() {
            reader.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
