package io.cartostream.topology.modelchange;

import io.cartostream.avro.InventoryItem;
import io.cartostream.runtime.registry.AvroReader;
import io.cartostream.runtime.registry.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the committed records of all partitions of inventory-latest, with a consumer outside of the application's group. */
public final class LatestPayloads implements PayloadFeed {

    private static final int RECORDS_PER_POLL = 200;
    private static final int FETCH_BYTES = 4 * 1024 * 1024;

    private final Admin admin;
    private final String topic;
    private final AvroReader<InventoryItem> values;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    public LatestPayloads(Admin admin, Properties settings, String topic, AvroReader<InventoryItem> values) {
        this.admin = admin;
        this.topic = topic;
        this.values = values;
        Properties all = new Properties();
        all.putAll(settings);
        all.put("isolation.level", "read_committed");
        all.put("auto.offset.reset", "earliest");
        all.put("enable.auto.commit", "false");
        all.put("max.poll.records", RECORDS_PER_POLL);
        all.put("fetch.max.bytes", FETCH_BYTES);
        consumer = new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
        try {
            partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public SortedMap<Integer, Long> beginning() {
        return byPartition(consumer.beginningOffsets(partitions));
    }

    @Override
    public SortedMap<Integer, Long> end() {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((partition, offset) -> ends.put(partition, offset.offset()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RetriableException passing ? passing : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        return byPartition(ends);
    }

    @Override
    public void seek(SortedMap<Integer, Long> positions) {
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, positions.getOrDefault(partition.partition(), 0L));
        }
    }

    @Override
    public List<Item> poll() {
        List<Item> items = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ZERO)) {
            if (record.key() != null && record.value() != null) {
                items.add(new Item(record.key(), record.value()));
            }
        }
        return items;
    }

    @Override
    public InventoryItem decode(Item item) {
        try {
            return values.read(item.value());
        } catch (UnreadableRecordException e) {
            throw new SerializationException(
                    "the payload of " + item.resourceKey() + " in " + topic + " is unreadable", e);
        }
    }

    @Override
    public SortedMap<Integer, Long> positions() {
        SortedMap<Integer, Long> positions = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            positions.put(partition.partition(), consumer.position(partition));
        }
        return positions;
    }

    private static SortedMap<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
        SortedMap<Integer, Long> sorted = new TreeMap<>();
        offsets.forEach((partition, offset) -> sorted.put(partition.partition(), offset));
        return sorted;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
