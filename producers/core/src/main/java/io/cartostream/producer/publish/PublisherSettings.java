package io.cartostream.producer.publish;

import io.cartostream.contract.Namespace;
import java.time.Duration;
import java.util.Map;

/**
 * Where events go.
 *
 * @param bootstrapServers Kafka's {@code host:port,…}
 * @param registryUrl base URL of the schema registry's Confluent-compatible API
 * @param namespace prefix of topics and subjects
 * @param clientProperties further properties of the Kafka producer and, under {@code schema.registry.} and the names that
 *     Confluent's serializer documents, of the registry client (security …). Never logged. What the protocol needs
 *     ({@code acks}, idempotence, serializers, no partitioner) is not overridden.
 * @param connectTimeout how long {@link KafkaEventPublisher#open} may take to find broker, topic and schema
 * @param deliveryTimeout how long one event may take to be durable, and a full buffer to drain
 */
public record PublisherSettings(
        String bootstrapServers,
        String registryUrl,
        Namespace namespace,
        Map<String, String> clientProperties,
        Duration connectTimeout,
        Duration deliveryTimeout) {

    /** Copies the properties. */
    public PublisherSettings {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** With the usual time limits: 10 s to connect, 60 s to deliver. */
    public static PublisherSettings of(
            String bootstrapServers, String registryUrl, Namespace namespace, Map<String, String> clientProperties) {
        return new PublisherSettings(
                bootstrapServers,
                registryUrl,
                namespace,
                clientProperties,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    @Override
    public String toString() {
        return "Kafka " + bootstrapServers + ", schema registry " + registryUrl + ", namespace " + namespace.prefix();
    }
}
