package io.cartostream.topology.modelchange;

import io.cartostream.contract.TopicName;
import io.cartostream.runtime.config.RuntimeConfig;
import io.cartostream.runtime.registry.RetryPause;
import io.cartostream.runtime.run.StreamsSettings;
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
 * The record of the models in force, in the compacted topic model-epoch under the application's id. Safe for many processes.
 *
 * <p>Each change is based on the record that it replaces. All writers share one transactional id, and each reads the record
 * after it has taken the id. Of two writers at the same time, either the later one reads the earlier one's record, or the
 * earlier one is fenced and repeats its change.
 */
public final class EpochLog {

    /** Writers that fence each other repeat after random pauses. */
    private static final long SHORTEST_PAUSE_MS = 50;

    private static final long LONGEST_PAUSE_MS = 1_000;

    private final Properties consumer;
    private final Properties producer;
    private final String topic;
    private final String applicationId;
    private final Duration patience;
    private final InstantSource clock;

    /** Returns the log of the application with these settings. */
    public static EpochLog of(RuntimeConfig config) {
        return new EpochLog(
                StreamsSettings.consumer(config),
                StreamsSettings.producer(config),
                config.namespace().topic(TopicName.MODEL_EPOCH),
                config.applicationId(),
                config.startTimeout(),
                InstantSource.system());
    }

    /**
     * Creates the log of one application.
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

    /** Returns the models in force; empty if none ever were. */
    public Optional<ModelsInForce> read() {
        try (Tail tail = tail()) {
            return Optional.ofNullable(tail.toTheEnd(patience));
        }
    }

    /** Returns the models in force. If none ever were, puts these in force. */
    public ModelsInForce enter(String epoch) {
        return read().orElseGet(
                        () -> change(current -> current == null ? new ModelsInForce(1, epoch, now()) : current));
    }

    /** Puts these models in force and returns them. Does nothing if they are in force already. */
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
     * True if another writer has taken the transactional id. A broker may then also answer with an error that the client does not
     * know; the client reports it without a cause. Reading the record again shows the outcome of the transaction.
     */
    private static boolean displaced(KafkaException e) {
        return e instanceof ProducerFencedException
                || e instanceof InvalidProducerEpochException
                || e instanceof InvalidTxnStateException
                || (e.getClass() == KafkaException.class && e.getCause() == null);
    }

    Tail tail() {
        return new Tail();
    }

    /** Follows the topic from its beginning. For one thread at a time. */
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

        /** Reads everything that is committed now, and returns the models in force. */
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

        /** Selects the generation whose progress is followed. To be called before the first {@link #poll}. */
        Tail of(long followed) {
            generation = followed;
            return this;
        }

        @Override
        public ModelChangeProgress progress() {
            Map<Integer, Long> positions = new HashMap<>();
            partitions.forEach(partition -> positions.put(partition.partition(), reader.position(partition, patience)));
            return new ModelChangeProgress(grown.size(), atRest, rested, positions);
        }

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
