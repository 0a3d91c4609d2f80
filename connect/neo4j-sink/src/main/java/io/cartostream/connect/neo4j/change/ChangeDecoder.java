package io.cartostream.connect.neo4j.change;

import io.cartostream.contract.EntityKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Validates a record of graph-changes and turns it into a {@link Change}. What it accepts is writable as far as the record alone
 * can tell. Not thread-safe.
 */
public final class ChangeDecoder {
    private static final int ROW_OVERHEAD = 200;

    private final Shapes shapes = new Shapes();

    /**
     * @param key the record's key: must be the text of the entity's key, since order holds within a key's partition only
     * @param value the record's value; not null
     * @throws InvalidChangeException if the record can never be written
     */
    public Change decode(@Nullable Object key, @Nullable Object value) {
        if (!(value instanceof Struct struct)) {
            throw new InvalidChangeException(
                    "the value is not a structure: configure value.converter to an Avro converter");
        }
        try {
            Change change = change(struct);
            if (!change.key().equals(key)) {
                throw new InvalidChangeException("the record's key is not the key of its entity, " + change.key());
            }
            return change;
        } catch (IllegalArgumentException e) { // of EntityKey
            throw new InvalidChangeException(String.valueOf(e.getMessage()));
        }
    }

    private Change change(Struct struct) {
        String operation = text(struct, "operation");
        long time = time(struct);
        switch (operation) {
            case "NODE_UPSERT" -> {
                EntityKey.Node node = node(struct, "label", "id");
                Map<String, Object> properties = properties(struct);
                properties.put(Names.KEY, node.text());
                return new Change(
                        node.text(),
                        shapes.nodeUpsert(labels(struct, node.label())),
                        Map.of("key", node.text(), "properties", properties),
                        List.of(),
                        time,
                        bytes(properties) + node.text().length());
            }
            case "NODE_DELETE" -> {
                String node = node(struct, "label", "id").text();
                return new Change(node, shapes.nodeDelete(), Map.of("key", node), List.of(node), time, ROW_OVERHEAD);
            }
            case "RELATIONSHIP_UPSERT" -> {
                EntityKey.Relationship relationship = relationship(struct);
                Map<String, Object> properties = properties(struct);
                Map<String, Object> row = ends(relationship);
                row.put("properties", properties);
                Shape shape = shapes.relationshipUpsert(relationship.type());
                return new Change(relationship.text(), shape, row, List.of(), time, bytes(properties));
            }
            case "RELATIONSHIP_DELETE" -> {
                EntityKey.Relationship relationship = relationship(struct);
                return new Change(
                        relationship.text(),
                        shapes.relationshipDelete(relationship.type()),
                        ends(relationship),
                        List.of(relationship.from().text(), relationship.to().text()),
                        time,
                        ROW_OVERHEAD);
            }
            default -> throw new InvalidChangeException("unknown operation '" + operation + "'");
        }
    }

    private static Map<String, Object> ends(EntityKey.Relationship relationship) {
        Map<String, Object> row = new HashMap<>();
        row.put("from", relationship.from().text());
        row.put("to", relationship.to().text());
        return row;
    }

    private static EntityKey.Relationship relationship(Struct struct) {
        return new EntityKey.Relationship(
                text(struct, "type"), node(struct, "fromLabel", "fromId"), node(struct, "toLabel", "toId"));
    }

    private static EntityKey.Node node(Struct struct, String label, String id) {
        return new EntityKey.Node(text(struct, label), text(struct, id));
    }

    private static List<String> labels(Struct struct, String identity) {
        TreeSet<String> labels = new TreeSet<>();
        labels.add(Names.label(identity));
        if (field(struct, "labels") instanceof List<?> further) {
            for (Object label : further) {
                if (!(label instanceof String text)) {
                    throw new InvalidChangeException("a label is not text");
                }
                labels.add(Names.label(text));
            }
        }
        return List.copyOf(labels);
    }

    private static Map<String, Object> properties(Struct struct) {
        Map<String, Object> properties = new HashMap<>();
        if (field(struct, "properties") instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String name)) {
                    throw new InvalidChangeException("a property has no name");
                }
                properties.put(Names.property(name), PropertyDecoder.decode(name, entry.getValue()));
            }
        }
        return properties;
    }

    private static int bytes(Map<String, Object> properties) {
        int sum = ROW_OVERHEAD;
        for (Object value : properties.values()) {
            sum += 50 + PropertyDecoder.bytes(value);
        }
        return sum;
    }

    private static long time(Struct struct) {
        Object time = field(struct, "effectiveTime");
        if (time instanceof java.util.Date date) {
            return date.getTime();
        }
        if (time instanceof Long millis) {
            return millis;
        }
        throw new InvalidChangeException("the field effectiveTime is missing");
    }

    private static String text(Struct struct, String name) {
        if (field(struct, name) instanceof String text) {
            return text;
        }
        throw new InvalidChangeException("the field " + name + " is missing");
    }

    private static @Nullable Object field(Struct struct, String name) {
        Field field = struct.schema().field(name);
        return field == null ? null : struct.get(field);
    }
}
