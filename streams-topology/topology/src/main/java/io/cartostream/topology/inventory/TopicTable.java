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

/** Reads a compacted topic from its beginning to where it stands now: the newest value of each key. */
public final class TopicTable {

    private final Properties settings;
    private final Duration patience;
    private final InstantSource clock;

    /**
     * With a consumer of its own for each topic.
     *
     * @param settings the consumer's, connection included
     * @param patience how long the topic may yield nothing before it is given up
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

    /** Puts what is committed into an empty store. */
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
                    throw new TimeoutException(topic + " yields nothing for " + patience.toSeconds() + " s");
                }
            }
        }
    }

    /** Whether a topic has no records. */
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

    private static void put(SortedStore store, String key, byte @org.jspecify.annotations.Nullable [] value) {
        if (value == null) {
            store.delete(key);
        } else {
            store.put(key, value);
        }
    }
}
