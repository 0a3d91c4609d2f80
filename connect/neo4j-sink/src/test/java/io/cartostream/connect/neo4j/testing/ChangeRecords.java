package io.cartostream.connect.neo4j.testing;

import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.RepositoryFiles;
import io.confluent.connect.avro.AvroData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records of graph-changes as a worker with the Avro converter delivers them. */
public final class ChangeRecords {
    public static final String TOPIC = "test.graph-changes";
    public static final Schema SCHEMA = schema();
    private static final Schema PROPERTY =
            SCHEMA.getField("properties").schema().getValueType();

    private final AvroData avro = new AvroData(100);
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final int partitions;

    public ChangeRecords(int partitions) {
        this.partitions = partitions;
    }

    public SinkRecord nodeUpsert(String label, String id, List<String> labels, Map<String, ?> properties) {
        return record(
                new EntityKey.Node(label, id).text(),
                builder("NODE_UPSERT")
                        .set("label", label)
                        .set("id", id)
                        .set("labels", labels)
                        .set("properties", properties(properties)));
    }

    public SinkRecord nodeDelete(String label, String id) {
        return record(
                new EntityKey.Node(label, id).text(),
                builder("NODE_DELETE").set("label", label).set("id", id).set("reason", "gone"));
    }

    public SinkRecord relationshipUpsert(
            String type, EntityKey.Node from, EntityKey.Node to, Map<String, ?> properties) {
        return record(
                new EntityKey.Relationship(type, from, to).text(),
                ends(builder("RELATIONSHIP_UPSERT"), type, from, to).set("properties", properties(properties)));
    }

    public SinkRecord relationshipDelete(String type, EntityKey.Node from, EntityKey.Node to) {
        return record(
                new EntityKey.Relationship(type, from, to).text(),
                ends(builder("RELATIONSHIP_DELETE"), type, from, to).set("reason", "gone"));
    }

    /** A tombstone. */
    public SinkRecord tombstone(String key) {
        return at(key, null, null);
    }

    private static GenericRecordBuilder ends(
            GenericRecordBuilder builder, String type, EntityKey.Node from, EntityKey.Node to) {
        return builder.set("type", type)
                .set("fromLabel", from.label())
                .set("fromId", from.id())
                .set("toLabel", to.label())
                .set("toId", to.id());
    }

    private static GenericRecordBuilder builder(String operation) {
        return new GenericRecordBuilder(SCHEMA)
                .set(
                        "operation",
                        new GenericData.EnumSymbol(SCHEMA.getField("operation").schema(), operation))
                .set("effectiveTime", 1_760_000_000_000L);
    }

    public SinkRecord record(String key, GenericRecordBuilder value) {
        SchemaAndValue connect = avro.toConnectData(SCHEMA, value.build());
        return at(key, connect.schema(), connect.value());
    }

    private SinkRecord at(String key, org.apache.kafka.connect.data.Schema schema, Object value) {
        int partition = partition(key);
        long offset = offsets.merge(partition, 1L, Long::sum) - 1;
        return new SinkRecord(
                TOPIC, partition, null, key, schema, value, offset, 1_760_000_000_000L, TimestampType.CREATE_TIME);
    }

    public int partition(String key) {
        return Math.floorMod(key.hashCode(), partitions);
    }

    public static Map<String, Object> properties(Map<String, ?> plain) {
        Map<String, Object> typed = new HashMap<>();
        plain.forEach((name, value) -> typed.put(name, property(value)));
        return typed;
    }

    private static Object property(Object value) {
        String type;
        Object shown = value;
        if (value instanceof Boolean) {
            type = "B";
        } else if (value instanceof Long || value instanceof Integer) {
            type = "I64";
            shown = ((Number) value).longValue();
        } else if (value instanceof Double) {
            type = "F64";
        } else if (value instanceof ZonedDateTime) {
            type = "TZDT";
            shown = value.toString();
        } else if (value instanceof List<?> list) {
            Object first = list.isEmpty() ? "" : list.get(0);
            if (first instanceof ZonedDateTime) {
                type = "LZDT";
                List<String> texts = new ArrayList<>();
                list.forEach(time -> texts.add(time.toString()));
                shown = texts;
            } else {
                type = first instanceof Boolean
                        ? "LB"
                        : first instanceof Long ? "LI64" : first instanceof Double ? "LF64" : "LS";
            }
        } else {
            type = "S";
        }
        return new GenericRecordBuilder(PROPERTY)
                .set("type", type)
                .set(type, shown)
                .build();
    }

    private static Schema schema() {
        Path file = RepositoryFiles.root().resolve("schemas/avro/src/main/avro/GraphChange.avsc");
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
