package io.cartostream.connect.neo4j;

import io.confluent.connect.avro.AvroConverter;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's {@link AvroConverter}, except that a registry that does not answer is worth waiting for. Confluent's reports that as a
 * record that cannot be read, which with {@code errors.tolerance=all} sends good records to the dead letters. Takes the same
 * configuration; needs {@code errors.retry.timeout=-1}.
 */
public final class PatientAvroConverter implements Converter {
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final AvroConverter converter = new AvroConverter();

    /** For Connect. */
    public PatientAvroConverter() {}

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
        } catch (DataException e) {
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

    /** The same failure as one to wait out, if the registry rather than the record is its cause. */
    static RuntimeException patient(DataException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            boolean network = cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof SSLException;
            boolean server = cause instanceof RestClientException answer
                    && (answer.getStatus() >= SERVER_ERROR || answer.getStatus() == TOO_MANY_REQUESTS);
            if (network || server) {
                return new RetriableException("the schema registry does not answer: " + cause.getMessage(), failure);
            }
        }
        return failure;
    }
}
