package io.cartostream.runtime.registry;

import io.cartostream.runtime.deadletter.DeadLetterReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads generated records from Confluent's wire format (magic byte, 4-byte schema id, Avro). Unlike Confluent's deserializer it
 * distinguishes a bad record from an unreachable registry. For one thread.
 *
 * @param <T> the class of the records
 */
public final class AvroReader<T extends SpecificRecord> {

    private static final int HEADER_BYTES = 5;

    private final SchemaLookup schemas;
    private final Schema wanted;
    private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    /**
     * Creates a reader.
     *
     * @param schemas finds the writer schemas
     * @param wanted the schema of {@code T}
     */
    public AvroReader(SchemaLookup schemas, Schema wanted) {
        this.schemas = schemas;
        this.wanted = wanted;
    }

    /**
     * Reads one value.
     *
     * @throws UnreadableRecordException if the bytes are not a {@code T}
     * @throws RegistryUnavailableException if the writer schema cannot be read now
     */
    public T read(byte[] value) throws UnreadableRecordException {
        if (value.length < HEADER_BYTES || value[0] != 0) {
            throw new UnreadableRecordException(
                    DeadLetterReason.NOT_AVRO, "the value does not begin with the magic byte 0 and a schema id");
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        SpecificDatumReader<T> reader = readers.get(id);
        if (reader == null) {
            reader = readerOf(id);
            readers.put(id, reader);
        }
        return decode(id, reader, value);
    }

    private SpecificDatumReader<T> readerOf(int id) throws UnreadableRecordException {
        Schema writer = schemas.writerSchema(id);
        String name = wanted.getFullName();
        if (writer.getType() != Schema.Type.RECORD || !name.equals(writer.getFullName())) {
            throw new UnreadableRecordException(
                    DeadLetterReason.WRONG_SCHEMA,
                    "the value's schema " + id + " is "
                            + (writer.getType() == Schema.Type.RECORD ? writer.getFullName() : writer.getType())
                            + ", wanted " + name);
        }
        return new SpecificDatumReader<>(writer, wanted);
    }

    private T decode(int id, SpecificDatumReader<T> reader, byte[] value) throws UnreadableRecordException {
        try {
            decoder = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, decoder);
            T record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UnreadableRecordException(
                        DeadLetterReason.NOT_AVRO, "bytes are left over after reading the value with its schema " + id);
            }
            return record;
        } catch (IOException
                | AvroRuntimeException
                | UnsupportedOperationException // a corrupt length beyond Avro's limits
                | IndexOutOfBoundsException
                | ClassCastException e) {
            decoder = null;
            throw new UnreadableRecordException(
                    DeadLetterReason.NOT_AVRO, "the value cannot be read with its schema " + id + ": " + e);
        }
    }
}
