package io.cartostream.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.AvroJson;
import io.cartostream.cli.output.JsonOutput;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Describes records as JSON: Avro values decoded, other values as a summary of their bytes. */
public final class RecordDecoder {

    private static final int SHOWN_BYTES = 48;
    private static final int PREFIX_BYTES = 5;

    private final AvroDecoder decoder;

    /** A decoder with the schemas of this registry. */
    public RecordDecoder(RegistryClient registry) {
        this.decoder = registry.genericDecoder();
    }

    /** The record with its coordinates. */
    public ObjectNode describe(ConsumerRecord<String, byte[]> record, boolean avro) {
        ObjectNode json = JsonOutput.object()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString())
                .put("key", record.key());
        json.set("value", avro ? value(record.topic(), record.value()) : bytes(record.value()));
        return json;
    }

    /** The decoded value; or its bytes, with the reason why it cannot be decoded. */
    public JsonNode value(String topic, byte @Nullable [] value) {
        if (value == null) {
            return NullNode.getInstance();
        }
        try {
            return AvroJson.of(decoder.decode(topic, value, IndexedRecord.class));
        } catch (SerializationException e) {
            return ((ObjectNode) bytes(value)).put("undecodable", problem(value, e));
        }
    }

    /** Why a value cannot be decoded. */
    public static String problem(byte[] value, SerializationException failure) {
        String reason = String.valueOf(failure.getMessage());
        return value.length <= PREFIX_BYTES || value[0] != 0
                ? reason
                : "schema id " + ByteBuffer.wrap(value).getInt(1) + ": " + reason;
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
