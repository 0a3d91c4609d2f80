package io.cartostream.cli.graph;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.cartostream.contract.GraphNames;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Hashes labels and properties of an entity to 64 bits, equal for a record and for the entity that the sink writes. Not thread-safe. */
final class StateHash {
    private final MessageDigest digest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    StateHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The hash of an upsert.
     *
     * @throws IllegalArgumentException if it holds a name or a typed value that the sink does not write
     */
    long of(GraphChange change) {
        TreeSet<String> labels = new TreeSet<>();
        if (change.getOperation() == Operation.NODE_UPSERT) {
            labels.addAll(change.getLabels());
            labels.add(String.valueOf(change.getLabel()));
            labels.forEach(GraphNames::label);
        }
        Map<String, Object> properties = new TreeMap<>();
        change.getProperties().forEach((name, typed) -> properties.put(GraphNames.property(name), value(name, typed)));
        return of(labels, properties);
    }

    /** The hash of labels (none for a relationship) and properties as the Neo4j driver returns them. */
    long of(Collection<String> labels, Map<String, Object> properties) {
        bytes.reset();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String label : new TreeSet<>(labels)) {
                text(out, 'n', label);
            }
            for (Map.Entry<String, Object> property : new TreeMap<>(properties).entrySet()) {
                text(out, 'p', property.getKey());
                put(out, property.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(digest.digest(bytes.toByteArray())).getLong();
    }

    /** The contribution of an entity to the hash of its group. */
    long contribution(String key, long hash) {
        bytes.reset();
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(hash).array());
        bytes.writeBytes(key.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest(bytes.toByteArray())).getLong();
    }

    private static Object value(String name, @Nullable Neo4jPropertyType typed) {
        Schema.Field field = typed == null || typed.getType().equals("type")
                ? null
                : Neo4jPropertyType.getClassSchema().getField(typed.getType());
        Object value = field == null || typed == null ? null : typed.get(field.pos());
        if (value == null || typed == null) {
            throw new IllegalArgumentException("the property " + name + " has no value");
        }
        return switch (typed.getType()) {
            case "TZDT" -> time(name, value);
            case "LZDT" ->
                ((List<?>) value).stream().map(text -> time(name, text)).toList();
            default -> value;
        };
    }

    private static ZonedDateTime time(String name, Object text) {
        try {
            return ZonedDateTime.parse(String.valueOf(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the property " + name + " is not a zoned date-time", e);
        }
    }

    private static void put(DataOutputStream out, Object value) throws IOException {
        if (value instanceof Boolean flag) {
            out.write('b');
            out.writeBoolean(flag);
        } else if (value instanceof Long whole) {
            out.write('i');
            out.writeLong(whole);
        } else if (value instanceof Double real) {
            out.write('d');
            out.writeDouble(real);
        } else if (value instanceof List<?> list) {
            out.write('l');
            out.writeInt(list.size());
            for (Object element : list) {
                put(out, element);
            }
        } else if (value instanceof ZonedDateTime time) {
            text(out, 't', time.toString());
        } else if (value instanceof String string) {
            text(out, 's', string);
        } else { // a type that the sink never writes: equals nothing in the topic
            text(out, 'x', String.valueOf(value));
        }
    }

    private static void text(DataOutputStream out, char tag, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.write(tag);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
