package io.cartostream.connect.neo4j.converter;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro in Confluent's wire format into Avro records, without a Connect schema, for this sink alone. Connect structs, which
 * {@link PatientAvroConverter} makes for transforms that need them, take three times as long and leave five times as much garbage.
 * Takes the settings of Confluent's deserializer. Waits for a registry that is away, and needs {@code errors.retry.timeout=-1} for
 * it. Not thread-safe: each task has an instance.
 */
public final class AvroRecordConverter implements Converter {
    private static final int HEADER_BYTES = 5;

    private final KafkaAvroDeserializer registry;
    private final Map<Integer, GenericDatumReader<IndexedRecord>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    /** For Connect. */
    public AvroRecordConverter() {
        this(new KafkaAvroDeserializer());
    }

    public AvroRecordConverter(KafkaAvroDeserializer registry) {
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        registry.configure(configs, isKey);
    }

    /**
     * @throws DataException if the bytes are not a record with a schema that the registry knows
     * @throws RetriableException if the registry gives no answer
     */
    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        if (value == null) {
            return SchemaAndValue.NULL;
        }
        if (value.length < HEADER_BYTES || value[0] != 0) {
            throw new DataException("the value does not begin with the magic byte 0 and a schema id");
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        GenericDatumReader<IndexedRecord> reader = readers.get(id);
        if (reader == null) {
            reader = readerOf(id);
            readers.put(id, reader);
        }
        return new SchemaAndValue(null, read(id, reader, value));
    }

    @Override
    public SchemaAndValue toConnectData(String topic, Headers headers, byte @Nullable [] value) {
        return toConnectData(topic, value);
    }

    private GenericDatumReader<IndexedRecord> readerOf(int id) {
        Schema schema;
        try {
            // parsed again, because the registry client shares its instance
            schema = new Schema.Parser().parse(registry.getSchemaById(id).canonicalString());
        } catch (IOException | RestClientException e) {
            throw RegistryFailures.patient(
                    new DataException("the schema registry has no schema " + id + ": " + e.getMessage(), e));
        } catch (AvroRuntimeException e) {
            throw new DataException("schema " + id + " is not an Avro schema", e);
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw new DataException("schema " + id + " is not a record but " + schema);
        }
        plainText(schema, new HashSet<>());
        return new GenericDatumReader<>(schema, schema, new GenericData());
    }

    /** Makes the reader return strings as {@link String}, keys of maps included. */
    private static void plainText(Schema schema, Set<String> seen) {
        switch (schema.getType()) {
            case STRING -> GenericData.setStringType(schema, GenericData.StringType.String);
            case MAP -> {
                GenericData.setStringType(schema, GenericData.StringType.String);
                plainText(schema.getValueType(), seen);
            }
            case ARRAY -> plainText(schema.getElementType(), seen);
            case UNION -> schema.getTypes().forEach(type -> plainText(type, seen));
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    schema.getFields().forEach(field -> plainText(field.schema(), seen));
                }
            }
            default -> {
                // contains no string
            }
        }
    }

    private IndexedRecord read(int id, GenericDatumReader<IndexedRecord> reader, byte[] value) {
        try {
            decoder = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, decoder);
            @SuppressWarnings("NullAway") // nothing to reuse
            IndexedRecord record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new DataException("bytes are left over after reading the value with its schema " + id);
            }
            return record;
        } catch (IOException
                | AvroRuntimeException
                | UnsupportedOperationException // a corrupt length, beyond what Avro allows
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | ClassCastException e) {
            decoder = null;
            throw new DataException("the value cannot be read with its schema " + id + ": " + e, e);
        }
    }

    @Override
    public byte[] fromConnectData(
            String topic, org.apache.kafka.connect.data.@Nullable Schema schema, @Nullable Object value) {
        throw new DataException(AvroRecordConverter.class.getSimpleName() + " only reads: it is for sinks");
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }
}
