package io.cartostream.connect.neo4j.converter;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Distinguishes an unreadable record from an unavailable registry. A registry that does not answer, or answers anything but "no such
 * schema", is worth waiting for, whatever the record is.
 */
final class RegistryFailures {
    /** Prefix of the error codes for something unknown: 40401 subject, 40402 version, 40403 schema. */
    private static final int NOT_FOUND = 404;

    private static final int CODES_PER_STATUS = 100;
    /** How Confluent's deserializer begins its message about bytes that do not match their schema. */
    private static final String NOT_DECODABLE = "Error deserializing";

    private RegistryFailures() {}

    /** Returns the failure itself if the record is its cause, otherwise a retriable one. */
    static RuntimeException patient(KafkaException failure) {
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
                "the schema registry (value.converter.schema.registry.url) does not return the record's schema: "
                        + cause.getMessage(),
                failure);
    }
}
