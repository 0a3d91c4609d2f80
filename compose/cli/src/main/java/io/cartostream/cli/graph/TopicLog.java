package io.cartostream.cli.graph;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Operation;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.contract.EntityKey;
import io.cartostream.contract.GraphNames;
import io.cartostream.contract.TopicName;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The topic graph-changes, read on from where the last reading ended. */
final class TopicLog {
    private static final int NOT_FOUND = 404;

    private final KafkaClient kafka;
    private final KafkaAvroDeserializer deserializer;
    private final StateHash hash;
    private final String topic;
    private final Map<Integer, Long> next = new HashMap<>();
    private final Map<Integer, Long> last = new HashMap<>();
    private long records;
    private long foreign;

    TopicLog(KafkaClient kafka, RegistryClient registry, StateHash hash) {
        this.kafka = kafka;
        this.deserializer = registry.deserializer(true);
        this.hash = hash;
        this.topic = kafka.existing(TopicName.GRAPH_CHANGES);
        for (int partition = 0; partition < kafka.partitions(topic); partition++) {
            next.put(partition, 0L);
        }
    }

    String topic() {
        return topic;
    }

    /** Visits what has been committed since. */
    void readOn(Consumer<EntitySnapshot> visitor) {
        new TopicReader(kafka).toEnd(topic, Map.copyOf(next), record -> {
            next.put(record.partition(), record.offset() + 1);
            last.put(record.partition(), record.offset());
            records++;
            EntitySnapshot sighting = sighting(record);
            if (sighting == null) {
                foreign++;
            } else {
                visitor.accept(sighting);
            }
            return true;
        });
    }

    /** The offset of the last record that was read, by partition. */
    Map<Integer, Long> last() {
        return Map.copyOf(last);
    }

    /** Where the next reading begins, by partition. */
    Map<Integer, Long> next() {
        return Map.copyOf(next);
    }

    /** How many records were read. */
    long records() {
        return records;
    }

    /** How many of them have a key that is no entity's. */
    long foreign() {
        return foreign;
    }

    private @Nullable EntitySnapshot sighting(ConsumerRecord<String, byte[]> record) {
        String key = record.key();
        if (key == null || !isEntity(key)) {
            return null;
        }
        if (record.value() == null) {
            return sighting(record, key, EntitySnapshot.State.FORGOTTEN, 0, "");
        }
        try {
            GraphChange change = (GraphChange) deserializer.deserialize(topic, record.value());
            String account = change.getProvider() == null
                    ? ""
                    : change.getProvider() + "/" + Objects.requireNonNullElse(change.getAccount(), "");
            if (!key.equals(keyOf(change))) {
                return sighting(record, key, EntitySnapshot.State.UNWRITABLE, 0, account);
            }
            boolean upsert = change.getOperation() == Operation.NODE_UPSERT
                    || change.getOperation() == Operation.RELATIONSHIP_UPSERT;
            return upsert
                    ? sighting(record, key, EntitySnapshot.State.PRESENT, hash.of(change), account)
                    : sighting(record, key, EntitySnapshot.State.DELETED, 0, account);
        } catch (SerializationException e) {
            refuseIfAway(e);
            return sighting(record, key, EntitySnapshot.State.UNWRITABLE, 0, "");
        } catch (ClassCastException | IllegalArgumentException e) {
            return sighting(record, key, EntitySnapshot.State.UNWRITABLE, 0, "");
        }
    }

    /** A registry that does not answer says nothing about the record. */
    private static void refuseIfAway(SerializationException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean refusal = cause instanceof RestClientException answer && answer.getStatus() != NOT_FOUND;
            if (refusal || cause instanceof SocketException || cause instanceof SocketTimeoutException) {
                throw CommandFailure.failed(
                        "the schema registry does not give a record's schema: " + cause.getMessage(), failure);
            }
        }
    }

    private static EntitySnapshot sighting(
            ConsumerRecord<String, byte[]> record, String key, EntitySnapshot.State state, long hash, String account) {
        return new EntitySnapshot(
                EntitySnapshot.Side.TOPIC, key, record.partition(), record.offset(), state, hash, account);
    }

    /** The key that the record must have; refuses names that the sink does not write. */
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
