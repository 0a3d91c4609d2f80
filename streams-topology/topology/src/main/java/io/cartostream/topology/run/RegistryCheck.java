package io.cartostream.topology.run;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.Operation;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.topology.registry.RegistryAccess;
import io.cartostream.topology.registry.RetryPause;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Before the first record: the registry answers and knows the schemas that we write. Leaves their ids in the client's cache,
 * so that a registry that goes away later is not missed.
 */
public final class RegistryCheck {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final long PAUSE_MS = 500;

    private final RegistryAccess registry;
    private final String urls;
    private final RetryPause pause;
    private final InstantSource clock;

    public RegistryCheck(RegistryAccess registry, String urls, RetryPause pause, InstantSource clock) {
        this.registry = registry;
        this.urls = urls;
        this.pause = pause;
        this.clock = clock;
    }

    public void run(Namespace namespace, Duration patience) {
        Serializer<SpecificRecord> serializer = registry.serializer();
        Instant until = clock.instant().plus(patience);
        samples().forEach((topic, sample) -> {
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

    private static Map<TopicName, SpecificRecord> samples() {
        Map<TopicName, SpecificRecord> samples = new LinkedHashMap<>();
        samples.put(
                TopicName.GRAPH_CHANGES,
                GraphChange.newBuilder()
                        .setOperation(Operation.NODE_DELETE)
                        .setEffectiveTime(Instant.EPOCH)
                        .build());
        samples.put(TopicName.INVENTORY_LATEST, new InventoryItem("p", "a", "r", "t", "id", "{}", null, Instant.EPOCH));
        samples.put(
                TopicName.SCOPE_STATUS,
                ScopeStatus.newBuilder()
                        .setProvider("p")
                        .setAccount("a")
                        .setRegion("r")
                        .setResourceType("t")
                        .setState(ScopeState.UNKNOWN)
                        .setUpdatedAt(Instant.EPOCH)
                        .build());
        return samples;
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
