package io.cartostream.connect.neo4j.change;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The fields of a converter's value: an Avro record, a Connect struct (Avro, JSON with schemas) or a map (JSON without). */
interface RecordFields {
    /** Returns the field's value; null if it is absent or null. */
    @Nullable
    Object get(String name);

    /** Returns the fields of the value; null if it is none of the three. */
    static @Nullable RecordFields of(@Nullable Object value) {
        if (value instanceof Struct struct) {
            return name -> {
                Field field = struct.schema().field(name);
                return field == null ? null : struct.get(field);
            };
        }
        if (value instanceof IndexedRecord record) {
            return name -> {
                Schema.Field field = record.getSchema().getField(name);
                Object found = field == null ? null : record.get(field.pos());
                return found instanceof GenericEnumSymbol<?> symbol ? symbol.toString() : found;
            };
        }
        return value instanceof Map<?, ?> map ? map::get : null;
    }
}
