package io.cartostream.topology.inventory;

import io.cartostream.engine.store.SortedStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the newest value of each key of a compacted topic, from its beginning to its current end. For one thread. */
public final class TopicTable {

    private final Properties settings;
    private final Duration patience;
    private final InstantSource clock;

    /**
     * Creates a reader that opens one consumer for each topic.
     *
     * @param settings settings of the consumer, connection included
     * @param patience how long a read may go without records before it fails
     */
    public TopicTable(Properties settings, Duration patience, InstantSource clock) {
        this.settings = new Properties();
        this.settings.putAll(settings);
        this.settings.put("isolation.level", "read_committed");
        this.settings.put("auto.offset.reset", "earliest");
        this.settings.put("enable.auto.commit", "false");
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Puts the committed records into an empty store.
     *
     * @throws TimeoutException if the topic returns no records for too long
     */
    public void readInto(String topic, SortedStore store) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
            long quietSince = clock.millis();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                boolean any = false;
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    any = true;
                    put(store, record.key(), record.value());
                }
                long now = clock.millis();
                if (any) {
                    quietSince = now;
                } else if (now - quietSince > patience.toMillis()) {
                    throw new TimeoutException(topic + " returned no records for " + patience.toSeconds() + " s");
                }
            }
        }
    }

    /** True if a topic has no records. */
    boolean isEmpty(String topic) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            return consumer.beginningOffsets(partitions, patience).equals(consumer.endOffsets(partitions, patience));
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic, patience).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static void put(SortedStore store, String key, byte @Nullable [] value) {
        if (value == null) {
            store.delete(key);
        } else {
            store.put(key, value);
        }
    }
}
