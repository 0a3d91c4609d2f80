package io.cartostream.connect.neo4j.converter;

import io.confluent.connect.avro.AvroConverter;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's {@link AvroConverter} that waits for a registry which does not answer, or answers anything but "no such schema".
 * Confluent's own reports most of that as an unreadable record, which with {@code errors.tolerance=all} turns good records into dead
 * letters. Takes the same configuration; needs {@code errors.retry.timeout=-1}. For connectors with transforms that read values;
 * without them, {@link AvroRecordConverter} costs less.
 */
public final class PatientAvroConverter implements Converter {
    private final AvroConverter converter;

    /** For Connect. */
    public PatientAvroConverter() {
        this(new AvroConverter());
    }

    public PatientAvroConverter(AvroConverter converter) {
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
        } catch (KafkaException e) { // includes Connect's exceptions
            throw RegistryFailures.patient(e);
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
}
