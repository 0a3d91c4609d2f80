package io.cartostream.connect.neo4j.change;

import io.cartostream.contract.EntityKey;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Values;

/**
 * Validates a record of graph-changes and turns it into an {@link EntityChange}, which is writable as far as the record alone can
 * tell. Not thread-safe.
 */
public final class ChangeDecoder {
    private static final int ROW_OVERHEAD = 200;

    private final CypherStatements statements = new CypherStatements();

    /**
     * @param key the record's key; must be the text of the entity's key, because only records of one key are in order
     * @param value the record's value; not null
     * @throws InvalidChangeException if the record can never be written
     */
    public EntityChange decode(@Nullable Object key, @Nullable Object value) {
        RecordFields fields = RecordFields.of(value);
        if (fields == null) {
            throw new InvalidChangeException(
                    "the value has no fields: set value.converter to AvroRecordConverter, PatientAvroConverter,"
                            + " AvroConverter or JsonConverter, according to the format of the topic");
        }
        try {
            EntityChange change = change(fields);
            if (!change.key().equals(key)) {
                throw new InvalidChangeException("the record's key is not the key of its entity, " + change.key());
            }
            return change;
        } catch (IllegalArgumentException e) { // from EntityKey
            throw new InvalidChangeException(String.valueOf(e.getMessage()));
        }
    }

    private EntityChange change(RecordFields fields) {
        String operation = text(fields, "operation");
        long time = time(fields);
        switch (operation) {
            case "NODE_UPSERT" -> {
                EntityKey.Node node = node(fields, "label", "id");
                Map<String, Object> properties = properties(fields);
                properties.put(CypherNames.KEY, node.text());
                Map<String, Object> row =
                        Map.of("key", node.text(), "properties", properties, "labels", labels(fields, node.label()));
                return new EntityChange(
                        node.text(), statements.nodeUpsert(), Values.value(row), List.of(), time, bytes(row));
            }
            case "NODE_DELETE" -> {
                String node = node(fields, "label", "id").text();
                Map<String, Object> row = Map.of("key", node);
                return new EntityChange(
                        node, statements.nodeDelete(), Values.value(row), List.of(node), time, bytes(row));
            }
            case "RELATIONSHIP_UPSERT" -> {
                EntityKey.Relationship relationship = relationship(fields);
                Map<String, Object> properties = properties(fields);
                Map<String, Object> row = ends(relationship);
                row.put("properties", properties);
                CypherStatement statement = statements.relationshipUpsert(relationship.type());
                return new EntityChange(relationship.text(), statement, Values.value(row), List.of(), time, bytes(row));
            }
            case "RELATIONSHIP_DELETE" -> {
                EntityKey.Relationship relationship = relationship(fields);
                Map<String, Object> row = ends(relationship);
                return new EntityChange(
                        relationship.text(),
                        statements.relationshipDelete(relationship.type()),
                        Values.value(row),
                        List.of(relationship.from().text(), relationship.to().text()),
                        time,
                        bytes(row));
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

    private static EntityKey.Relationship relationship(RecordFields fields) {
        return new EntityKey.Relationship(
                text(fields, "type"), node(fields, "fromLabel", "fromId"), node(fields, "toLabel", "toId"));
    }

    private static EntityKey.Node node(RecordFields fields, String label, String id) {
        return new EntityKey.Node(text(fields, label), text(fields, id));
    }

    private static List<String> labels(RecordFields fields, String identity) {
        TreeSet<String> labels = new TreeSet<>();
        labels.add(CypherNames.label(identity));
        if (fields.get("labels") instanceof List<?> further) {
            for (Object label : further) {
                if (!(label instanceof String text)) {
                    throw new InvalidChangeException("a label is not a string");
                }
                labels.add(CypherNames.label(text));
            }
        }
        return List.copyOf(labels);
    }

    private static Map<String, Object> properties(RecordFields fields) {
        Map<String, Object> properties = new HashMap<>();
        if (fields.get("properties") instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String name)) {
                    throw new InvalidChangeException("a property has no name");
                }
                properties.put(CypherNames.property(name), PropertyDecoder.decode(name, entry.getValue()));
            }
        }
        return properties;
    }

    /** Estimates the size; ids and labels count too, because a deletion holds nothing else and an id may be as large as a row. */
    private static int bytes(Map<String, Object> row) {
        int sum = ROW_OVERHEAD;
        for (Object value : row.values()) {
            sum += PropertyDecoder.bytes(value);
        }
        return sum;
    }

    private static long time(RecordFields fields) {
        Object time = fields.get("effectiveTime");
        if (time instanceof Date date) {
            return date.getTime();
        }
        if (time instanceof Long millis) {
            return millis;
        }
        throw new InvalidChangeException("the field effectiveTime is missing");
    }

    private static String text(RecordFields fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new InvalidChangeException("the field " + name + " is missing");
    }
}
