package io.cartostream.local.watch;

import io.cartostream.avro.GraphChange;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.contract.TopicName;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The committed records of graph-changes from the moment of opening on. Not thread-safe. */
public final class GraphChangeFeed implements AutoCloseable {

    /** Keys of the bookkeeping nodes, which a sync may write without having changed anything. */
    private static final String BOOKKEEPING = "N|ModuleSyncMetadata|";

    private final Consumer<String, byte[]> consumer;
    private final KafkaAvroDeserializer values;
    private final String topic;

    /**
     * One graph change as it was seen.
     *
     * @param key the entity's key
     * @param change null: the tombstone of a deletion long ago
     * @param seenNanos when it was received, {@link System#nanoTime}
     */
    public record Seen(String key, @Nullable GraphChange change, long seenNanos) {
        /** Whether it is about a sync, not about the estate. */
        public boolean bookkeeping() {
            return key.startsWith(BOOKKEEPING);
        }
    }

    /** Opens the feed at the topic's present end. */
    public GraphChangeFeed(KafkaClient kafka) {
        this.topic = kafka.existing(TopicName.GRAPH_CHANGES);
        Map<String, Object> registry = new HashMap<>(kafka.settings().registry());
        registry.put("specific.avro.reader", "true");
        registry.put("avro.remove.java.properties", "true");
        this.values = new KafkaAvroDeserializer();
        values.configure(registry, false);
        this.consumer = kafka.consumer(Map.of("fetch.max.wait.ms", 50));
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seekToEnd is lazy
    }

    /** What has come, waiting at most this long for the first. */
    public List<Seen> poll(Duration wait) {
        List<Seen> seen = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
            GraphChange change =
                    record.value() == null ? null : (GraphChange) values.deserialize(topic, record.value());
            seen.add(new Seen(record.key(), change, System.nanoTime()));
        }
        return seen;
    }

    @Override
    public void close() {
        consumer.close();
        values.close();
    }
}
