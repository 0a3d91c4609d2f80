package io.cartostream.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Converts Avro values to readable JSON: times as ISO 8601, the branch of a union of records as {@code type}, payloads and typed
 * properties as the JSON that they contain.
 */
public final class AvroJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PROPERTY = "Neo4jPropertyType";
    private static final String PAYLOAD = "payload";

    private AvroJson() {}

    /** The record as JSON. */
    public static JsonNode of(IndexedRecord record) {
        return json(record, record.getSchema());
    }

    private static JsonNode json(@Nullable Object value, Schema schema) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> union(value, schema);
            case RECORD -> record((IndexedRecord) value);
            case ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                ((Collection<?>) value).forEach(item -> array.add(json(item, schema.getElementType())));
                yield array;
            }
            case MAP -> {
                ObjectNode map = NODES.objectNode();
                new TreeMap<>(strings((Map<?, ?>) value))
                        .forEach((key, item) -> map.set(key, json(item, schema.getValueType())));
                yield map;
            }
            case LONG -> number(value, schema);
            case INT -> NODES.numberNode(((Number) value).intValue());
            case FLOAT, DOUBLE -> NODES.numberNode(((Number) value).doubleValue());
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case BYTES -> NODES.textNode(base64((ByteBuffer) value));
            default -> NODES.textNode(value.toString());
        };
    }

    private static JsonNode number(Object value, Schema schema) {
        if (value instanceof Instant instant) {
            return NODES.textNode(instant.toString());
        }
        long number = ((Number) value).longValue();
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                ? NODES.textNode(Instant.ofEpochMilli(number).toString())
                : NODES.numberNode(number);
    }

    private static JsonNode union(Object value, Schema schema) {
        Schema branch = schema.getTypes().get(GenericData.get().resolveUnion(schema, value));
        boolean severalRecords = schema.getTypes().stream()
                        .filter(type -> type.getType() == Schema.Type.RECORD)
                        .count()
                > 1;
        if (!severalRecords || branch.getType() != Schema.Type.RECORD) {
            return json(value, branch);
        }
        ObjectNode typed = NODES.objectNode().put("type", branch.getName());
        typed.setAll((ObjectNode) record((IndexedRecord) value));
        return typed;
    }

    private static JsonNode record(IndexedRecord record) {
        Schema schema = record.getSchema();
        if (schema.getName().equals(PROPERTY)) {
            Schema.Field field = schema.getField(String.valueOf(record.get(0)));
            return field == null ? NODES.nullNode() : json(record.get(field.pos()), field.schema());
        }
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : schema.getFields()) {
            Object value = record.get(field.pos());
            object.set(field.name(), field.name().equals(PAYLOAD) ? payload(value) : json(value, field.schema()));
        }
        return object;
    }

    private static JsonNode payload(@Nullable Object payload) {
        String text = String.valueOf(payload);
        try {
            return JsonOutput.parse(text);
        } catch (JsonProcessingException e) {
            return NODES.textNode(text);
        }
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        Map<String, Object> strings = new TreeMap<>();
        map.forEach((key, value) -> strings.put(String.valueOf(key), value));
        return strings;
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
