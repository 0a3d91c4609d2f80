package io.cartostream.cli.connection;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Decodes Avro values and fails in two ways only, so that one foreign record never ends a command: a value that is not such a
 * record is a {@link SerializationException}; a registry that does not answer is a {@link CommandFailure}. Not thread-safe.
 */
public final class AvroDecoder {

    private static final int PREFIX_BYTES = 5;
    private static final int NOT_FOUND = 404;

    private final KafkaAvroDeserializer deserializer;

    AvroDecoder(KafkaAvroDeserializer deserializer) {
        this.deserializer = deserializer;
    }

    /**
     * Decodes a value.
     *
     * @throws SerializationException in plain words, if the value is not a record of this type
     * @throws CommandFailure if the registry does not answer
     */
    public <T> T decode(String topic, byte[] value, Class<T> type) {
        if (value.length < PREFIX_BYTES || value[0] != 0) {
            throw new SerializationException(
                    value.length == 0
                            ? "the value is empty"
                            : "not Avro in Confluent's wire format (a zero byte, then a schema id)");
        }
        Object decoded;
        try {
            decoded = deserializer.deserialize(topic, value);
        } catch (SerializationException
                | AvroRuntimeException
                | BufferUnderflowException
                | ClassCastException
                | IllegalArgumentException e) {
            requireRegistry(e);
            throw new SerializationException(FailureText.of(e), e);
        }
        if (!type.isInstance(decoded)) {
            throw new SerializationException("the value is another record than a " + type.getSimpleName());
        }
        return type.cast(decoded);
    }

    /** A registry that does not answer says nothing about the record. */
    private static void requireRegistry(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean refusal = cause instanceof RestClientException answer && answer.getStatus() != NOT_FOUND;
            boolean away = cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof UnknownHostException;
            if (refusal || away) {
                throw CommandFailure.failed(
                        "the schema registry does not return the schema of a record: " + FailureText.of(cause),
                        failure);
            }
        }
    }
}
