package io.cartostream.connect.neo4j;

import io.confluent.connect.avro.AvroConverter;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's {@link AvroConverter}, except that a registry that does not answer, or answers anything but "no such schema", is worth
 * waiting for. Confluent's reports most of that as a record that cannot be read, which with {@code errors.tolerance=all} sends good
 * records to the dead letters. Takes the same configuration; needs {@code errors.retry.timeout=-1}.
 */
public final class PatientAvroConverter implements Converter {
    /** The registry's error codes for what it does not know begin with this: 40401 subject, 40402 version, 40403 schema. */
    private static final int NOT_FOUND = 404;

    private static final int CODES_PER_STATUS = 100;
    /** How Confluent's deserialiser begins the message of bytes that do not fit their schema. */
    private static final String NOT_DECODABLE = "Error deserializing";

    private final AvroConverter converter;

    /** For Connect. */
    public PatientAvroConverter() {
        this(new AvroConverter());
    }

    PatientAvroConverter(AvroConverter converter) {
        this.converter = converter;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        converter.configure(configs, isKey);
    }

    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        return converter.fromConnectData(topic, schema, value);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        try {
            return converter.toConnectData(topic, value);
        } catch (KafkaException e) { // Connect's exceptions are Kafka's, too
            throw patient(e);
        }
    }

    @Override
    public SchemaAndValue toConnectData(String topic, Headers headers, byte @Nullable [] value) {
        return toConnectData(topic, value);
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    /** The same failure as one to wait out, unless the record is its cause. */
    private static RuntimeException patient(KafkaException failure) {
        boolean decoding = false;
        boolean registry = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException answer) {
                return answer.getErrorCode() / CODES_PER_STATUS == NOT_FOUND ? failure : wait(failure, cause);
            }
            boolean kafka = cause instanceof SerializationException || cause instanceof DataException;
            decoding |= kafka && String.valueOf(cause.getMessage()).startsWith(NOT_DECODABLE);
            registry |= cause instanceof IOException || cause instanceof KafkaException && !kafka;
        }
        return registry && !decoding ? wait(failure, failure) : failure;
    }

    private static RetriableException wait(KafkaException failure, Throwable cause) {
        return new RetriableException(
                "the schema registry (value.converter.schema.registry.url) does not give the record's schema: "
                        + cause.getMessage(),
                failure);
    }
}
