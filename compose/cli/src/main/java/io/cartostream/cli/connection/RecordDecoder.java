package io.cartostream.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.AvroJson;
import io.cartostream.cli.output.JsonOutput;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.util.Arrays;
import java.util.Base64;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Shows values: those in Avro decoded, others as a summary of their bytes. */
public final class RecordDecoder {

    private static final int SHOWN_BYTES = 48;
    private static final int PREFIX_BYTES = 5;

    private final KafkaAvroDeserializer deserializer;

    /** A decoder that asks this registry. */
    public RecordDecoder(RegistryClient registry) {
        this.deserializer = registry.deserializer(false);
    }

    /** A record with its coordinates. */
    public ObjectNode describe(ConsumerRecord<String, byte[]> record, boolean avro) {
        ObjectNode json = JsonOutput.object()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put(
                        "timestamp",
                        java.time.Instant.ofEpochMilli(record.timestamp()).toString())
                .put("key", record.key());
        json.set("value", avro ? value(record.topic(), record.value()) : bytes(record.value()));
        return json;
    }

    /** The value decoded; or its bytes and why it cannot be. */
    public JsonNode value(String topic, byte @Nullable [] value) {
        if (value == null) {
            return NullNode.getInstance();
        }
        try {
            return AvroJson.of((IndexedRecord) deserializer.deserialize(topic, value));
        } catch (SerializationException | ClassCastException | IllegalArgumentException e) {
            return ((ObjectNode) bytes(value)).put("undecodable", problem(value, e));
        }
    }

    /** Why bytes cannot be decoded, for people. */
    public static String problem(byte[] value, RuntimeException failure) {
        if (value.length < PREFIX_BYTES || value[0] != 0) {
            return "not Avro in Confluent's wire format (it begins with a zero byte and a schema id)";
        }
        return "schema id " + schemaId(value) + ": " + KafkaClient.rootMessage(failure);
    }

    private static int schemaId(byte[] value) {
        return java.nio.ByteBuffer.wrap(value).getInt(1);
    }

    private static JsonNode bytes(byte @Nullable [] value) {
        if (value == null) {
            return NullNode.getInstance();
        }
        return JsonOutput.object()
                .put("bytes", value.length)
                .put(
                        "base64",
                        Base64.getEncoder().encodeToString(Arrays.copyOf(value, Math.min(value.length, SHOWN_BYTES)))
                                + (value.length > SHOWN_BYTES ? "…" : ""));
    }
}
