package io.cartostream.runtime.start;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.runtime.config.RuntimeConfig;
import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.runtime.registry.RetryPause;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Ensures before the first record that the registry answers and knows the schemas that the application writes. Leaves their
 * ids in the client's cache, so that writing continues when the registry becomes unreachable later.
 */
public final class RegistryCheck {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final long PAUSE_MS = 500;

    private final RegistryAccess registry;
    private final String urls;
    private final Namespace namespace;
    private final Duration patience;
    private final RetryPause pause;
    private final InstantSource clock;

    /** Checks the registry of these settings, and waits for it for their start timeout. */
    public RegistryCheck(RegistryAccess registry, RuntimeConfig config, RetryPause pause, InstantSource clock) {
        this.registry = registry;
        this.urls = String.join(",", config.registryUrls());
        this.namespace = config.namespace();
        this.patience = config.startTimeout();
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Checks the schemas of some topics.
     *
     * @param samples one record of each topic that the application writes
     * @throws FatalStartException if the application could not write such records
     */
    public void run(Map<TopicName, ? extends SpecificRecord> samples) {
        Serializer<SpecificRecord> serializer = registry.serializer();
        Instant until = clock.instant().plus(patience);
        samples.forEach((topic, sample) -> {
            while (!isWritable(serializer, namespace.topic(topic), namespace.valueSubject(topic), sample, until)) {
                pause.millis(PAUSE_MS);
            }
        });
    }

    private boolean isWritable(
            Serializer<SpecificRecord> serializer, String topic, String subject, SpecificRecord sample, Instant until) {
        try {
            serializer.serialize(topic, sample);
            return true;
        } catch (KafkaException e) {
            Optional<RestClientException> answer = causeOf(e, RestClientException.class);
            if (answer.isPresent()) {
                throw refusal(answer.get(), subject, sample);
            }
            if (causeOf(e, IOException.class).isEmpty() || clock.instant().isAfter(until)) {
                throw new FatalStartException(
                        "cannot reach the schema registry at " + urls + " (schema.registry.url): "
                                + causeOf(e, IOException.class)
                                        .<Object>map(cause -> cause)
                                        .orElse(e),
                        e);
            }
            return false;
        }
    }

    private FatalStartException refusal(RestClientException answer, String subject, SpecificRecord sample) {
        return switch (answer.getStatus()) {
            case NOT_FOUND ->
                new FatalStartException(
                        "the schema registry at " + urls + " does not know this version of "
                                + sample.getSchema().getName() + " under the subject " + subject
                                + ": run `cartostream deploy`",
                        answer);
            case UNAUTHORIZED, FORBIDDEN ->
                new FatalStartException(
                        "the schema registry at " + urls + " refuses access (" + answer.getStatus()
                                + "): check schema.registry.basic.auth.* or schema.registry.bearer.auth.*",
                        answer);
            default ->
                new FatalStartException(
                        "the schema registry at " + urls + " answers " + answer.getStatus() + ": "
                                + answer.getMessage(),
                        answer);
        };
    }

    private static <T extends Throwable> Optional<T> causeOf(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
