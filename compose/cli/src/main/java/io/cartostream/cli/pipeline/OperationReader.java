package io.cartostream.cli.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads only the operation of an encoded graph change, so that a measurement costs the measured system little. Confluent's
 * deserializer would look up the schema in several maps and decode the whole change. For one thread.
 */
final class OperationReader {

    private static final String OPERATION = "operation";
    private static final int HEADER_BYTES = 5;

    private final IntFunction<Schema> schemas;
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    /** @param schemas writer schemas by id; asked once for each */
    OperationReader(IntFunction<Schema> schemas) {
        this.schemas = schemas;
    }

    /**
     * The name of the operation.
     *
     * @throws SerializationException if the bytes are not a graph change
     */
    String read(byte[] change) {
        if (change.length < HEADER_BYTES || change[0] != 0) {
            throw new SerializationException("a graph change does not begin with the magic byte 0 and a schema id");
        }
        int id = ByteBuffer.wrap(change).getInt(1);
        try {
            GenericDatumReader<GenericRecord> reader = readers.computeIfAbsent(id, this::reader);
            decoder = DecoderFactory.get().binaryDecoder(change, HEADER_BYTES, change.length - HEADER_BYTES, decoder);
            return reader.read(null, decoder).get(OPERATION).toString();
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) { // the last: an unknown enum symbol
            throw new SerializationException("a graph change cannot be read with its schema " + id, e);
        }
    }

    private GenericDatumReader<GenericRecord> reader(int id) {
        return new GenericDatumReader<>(untilOperation(schemas.apply(id)));
    }

    /** The writer schema up to the operation: the reader ignores the bytes after the last field. */
    private static Schema untilOperation(Schema writer) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : writer.getFields()) {
            fields.add(new Schema.Field(field, field.schema()));
            if (field.name().equals(OPERATION)) {
                break;
            }
        }
        return Schema.createRecord(writer.getName(), null, writer.getNamespace(), false, fields);
    }
}
