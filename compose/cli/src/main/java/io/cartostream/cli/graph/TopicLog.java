package io.cartostream.cli.graph;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Operation;
import io.cartostream.cli.connection.AvroDecoder;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.contract.EntityKey;
import io.cartostream.contract.GraphNames;
import io.cartostream.contract.TopicName;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads the topic graph-changes in portions, each from where the last one ended. Not thread-safe. */
final class TopicLog {
    private final KafkaClient kafka;
    private final AvroDecoder decoder;
    private final StateHash hash;
    private final String topic;
    private final Map<Integer, Long> next = new HashMap<>();
    private final Map<Integer, Long> last = new HashMap<>();
    private long records;
    private long foreign;

    TopicLog(KafkaClient kafka, RegistryClient registry, StateHash hash) {
        this.kafka = kafka;
        this.decoder = registry.decoder();
        this.hash = hash;
        this.topic = kafka.existing(TopicName.GRAPH_CHANGES);
        for (int partition = 0; partition < kafka.partitions(topic); partition++) {
            next.put(partition, 0L);
        }
    }

    String topic() {
        return topic;
    }

    /** Visits the records committed since the last call. */
    void readOn(Consumer<EntitySnapshot> visitor) {
        new TopicReader(kafka).toEnd(topic, Map.copyOf(next), record -> {
            next.put(record.partition(), record.offset() + 1);
            last.put(record.partition(), record.offset());
            records++;
            EntitySnapshot snapshot = snapshot(record);
            if (snapshot == null) {
                foreign++;
            } else {
                visitor.accept(snapshot);
            }
            return true;
        });
    }

    /** Offset of the last record read, by partition. */
    Map<Integer, Long> last() {
        return Map.copyOf(last);
    }

    /** Offset at which the next portion starts, by partition. */
    Map<Integer, Long> next() {
        return Map.copyOf(next);
    }

    /** Number of records read. */
    long records() {
        return records;
    }

    /** Number of records read whose key is not an entity key. */
    long foreign() {
        return foreign;
    }

    private @Nullable EntitySnapshot snapshot(ConsumerRecord<String, byte[]> record) {
        String key = record.key();
        if (key == null || !isEntity(key)) {
            return null;
        }
        if (record.value() == null) {
            return snapshot(record, key, EntitySnapshot.State.FORGOTTEN, 0, "");
        }
        try {
            GraphChange change = decoder.decode(topic, record.value(), GraphChange.class);
            String account = change.getProvider() == null
                    ? ""
                    : change.getProvider() + "/" + Objects.requireNonNullElse(change.getAccount(), "");
            if (!key.equals(keyOf(change))) {
                return snapshot(record, key, EntitySnapshot.State.UNWRITABLE, 0, account);
            }
            boolean upsert = change.getOperation() == Operation.NODE_UPSERT
                    || change.getOperation() == Operation.RELATIONSHIP_UPSERT;
            return upsert
                    ? snapshot(record, key, EntitySnapshot.State.PRESENT, hash.of(change), account)
                    : snapshot(record, key, EntitySnapshot.State.DELETED, 0, account);
        } catch (SerializationException | IllegalArgumentException e) {
            return snapshot(record, key, EntitySnapshot.State.UNWRITABLE, 0, "");
        }
    }

    private static EntitySnapshot snapshot(
            ConsumerRecord<String, byte[]> record, String key, EntitySnapshot.State state, long hash, String account) {
        return new EntitySnapshot(
                EntitySnapshot.Side.TOPIC, key, record.partition(), record.offset(), state, hash, account);
    }

    /**
     * The key that the record must have.
     *
     * @throws IllegalArgumentException if the sink does not write its names
     */
    static String keyOf(GraphChange change) {
        boolean node = change.getOperation() == Operation.NODE_UPSERT || change.getOperation() == Operation.NODE_DELETE;
        if (node) {
            return node(change.getLabel(), change.getId()).text();
        }
        return new EntityKey.Relationship(
                        GraphNames.labelOrType(String.valueOf(change.getType())),
                        node(change.getFromLabel(), change.getFromId()),
                        node(change.getToLabel(), change.getToId()))
                .text();
    }

    private static EntityKey.Node node(@Nullable String label, @Nullable String id) {
        return new EntityKey.Node(Objects.requireNonNullElse(label, ""), Objects.requireNonNullElse(id, ""));
    }

    private static boolean isEntity(String key) {
        try {
            EntityKey.parse(key);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
