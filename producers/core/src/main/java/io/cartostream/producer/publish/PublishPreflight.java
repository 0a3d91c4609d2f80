package io.cartostream.producer.publish;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.SyncStarted;
import io.cartostream.contract.TopicName;
import io.cartostream.producer.PublishException;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.Serializer;

/** Checks, within bounded time and before anything is read, that events can be sent at all. */
final class PublishPreflight {

    private PublishPreflight() {}

    /** Leaves the serializer with the schema's id. */
    static void check(PublisherSettings settings, Serializer<InventoryEvent> values) {
        broker(settings);
        registry(settings, values);
    }

    static PublishException misconfigured(PublisherSettings settings, KafkaException e) {
        return new PublishException(
                "cannot use Kafka at " + settings.bootstrapServers() + ": " + SendErrors.rootMessage(e)
                        + ". Check the address and the Kafka properties",
                true,
                e);
    }

    private static void broker(PublisherSettings settings) {
        String topic = settings.namespace().topic(TopicName.INVENTORY_RAW);
        long timeoutMs = settings.connectTimeout().toMillis();
        try (Admin admin = Admin.create(ClientConfig.admin(settings))) {
            admin.describeTopics(List.of(topic)).allTopicNames().get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException(
                    "interrupted while looking for Kafka at " + settings.bootstrapServers(), true, e);
        } catch (TimeoutException e) {
            throw unreachable(settings, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new PublishException(
                        "the topic " + topic + " does not exist on Kafka at " + settings.bootstrapServers()
                                + ": create topics and schemas with 'cartostream deploy', or check the namespace",
                        true,
                        e);
            }
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(settings, e);
            }
            throw new PublishException(
                    "Kafka at " + settings.bootstrapServers() + " refuses: " + SendErrors.rootMessage(e)
                            + ". Check the client's security settings",
                    true,
                    e);
        } catch (KafkaException e) {
            throw misconfigured(settings, e);
        }
    }

    private static PublishException unreachable(PublisherSettings settings, Throwable cause) {
        return new PublishException(
                "no Kafka broker answers at " + settings.bootstrapServers() + " within "
                        + settings.connectTimeout().toSeconds()
                        + " s. Is it running, and is the address right (and TLS/SASL as the broker wants it)?",
                true,
                cause);
    }

    /** Runs on a separate thread, because the registry client's time limit is a minute per try. */
    static void registry(PublisherSettings settings, Serializer<InventoryEvent> values) {
        String topic = settings.namespace().topic(TopicName.INVENTORY_RAW);
        FutureTask<byte[]> lookup = new FutureTask<>(() -> values.serialize(topic, sample()));
        Thread thread = new Thread(lookup, "registry-check");
        thread.setDaemon(true);
        thread.start();
        try {
            lookup.get(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException("interrupted while asking the schema registry", true, e);
        } catch (TimeoutException e) {
            throw registryAway(
                    settings, "no answer within " + settings.connectTimeout().toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw registryProblem(settings, registryCause(e));
        }
    }

    private static InventoryEvent sample() {
        return new InventoryEvent("p", "a", "r", "s.t", null, 0L, Instant.EPOCH, new SyncStarted());
    }

    private static Throwable registryCause(Throwable problem) {
        Throwable cause = problem;
        while (!(cause instanceof RestClientException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static PublishException registryProblem(PublisherSettings settings, Throwable problem) {
        if (problem instanceof RestClientException answer && answer.getStatus() == 404) {
            return new PublishException(
                    "the schema registry at " + settings.registryUrl() + " does not know this version's schema of "
                            + settings.namespace().valueSubject(TopicName.INVENTORY_RAW)
                            + ": register topics and schemas with 'cartostream deploy'",
                    true,
                    problem);
        }
        if (problem instanceof RestClientException answer) {
            return new PublishException(
                    "the schema registry at " + settings.registryUrl() + " refuses (HTTP " + answer.getStatus() + "): "
                            + answer.getMessage() + ". Check its URL and credentials",
                    true,
                    problem);
        }
        return registryAway(settings, SendErrors.rootMessage(problem), problem);
    }

    private static PublishException registryAway(PublisherSettings settings, String why, Throwable cause) {
        return new PublishException(
                "no schema registry answers at " + settings.registryUrl() + " (" + why
                        + "). Is it running, and is the URL that of its Confluent-compatible API?",
                true,
                cause);
    }
}
