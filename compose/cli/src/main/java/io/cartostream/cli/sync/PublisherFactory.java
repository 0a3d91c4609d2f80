package io.cartostream.cli.sync;

import io.cartostream.cli.connection.ListenerCheck;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import io.cartostream.producer.EventPublisher;
import io.cartostream.producer.PublishException;
import io.cartostream.producer.publish.KafkaEventPublisher;
import io.cartostream.producer.publish.PublisherSettings;
import java.util.HashMap;
import java.util.Map;

/** Opens publishers to inventory-raw. */
public final class PublisherFactory {

    private PublisherFactory() {}

    /**
     * Connects, bounded in time; fails at once if the broker or the registry refuses connections.
     *
     * @throws CommandFailure in one line, if broker, topic or schema is missing
     */
    public static EventPublisher open(CliSettings settings) {
        ListenerCheck.requireKafka(settings);
        ListenerCheck.requireRegistry(settings);
        try {
            return KafkaEventPublisher.open(settings(settings));
        } catch (PublishException e) {
            throw CommandFailure.failed(FailureText.clean(String.valueOf(e.getMessage())), e);
        }
    }

    /** Broker, registry and namespace, with the properties of their clients. */
    static PublisherSettings settings(CliSettings settings) {
        Map<String, String> properties = new HashMap<>(settings.kafka());
        properties.putAll(RegistryClient.properties(settings));
        return PublisherSettings.of(
                settings.bootstrapServers(),
                settings.registry().getOrDefault("schema.registry.url", ""),
                settings.namespace(),
                properties);
    }
}
