package io.cartostream.topology.registry;

import io.cartostream.registry.RegisteredSerializer;
import io.cartostream.topology.config.TopologyConfig;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** The registry as the application uses it: one client, shared by all threads (it is safe for that). */
public final class RegistryAccess {

    private static final int CACHED_SCHEMAS_PER_SUBJECT = 1000;

    /**
     * How long one call may take: a thread that asks holds a transaction open, which the broker ends after ten seconds. The
     * client's own default is a minute each for connecting and reading.
     */
    private static final Map<String, Object> TIMEOUTS = Map.of(
            SchemaRegistryClientConfig.CLIENT_NAMESPACE + SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, 2_000,
            SchemaRegistryClientConfig.CLIENT_NAMESPACE + SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, 3_000);

    private final SchemaRegistryClient client;
    private final Map<String, Object> serdeSettings;

    /** Connects lazily: nothing is asked yet. {@code mock://name} gives a registry of the tests. */
    public RegistryAccess(TopologyConfig config) {
        this.serdeSettings = new HashMap<>(TIMEOUTS);
        serdeSettings.putAll(config.registrySettings());
        this.client = clientOf(config.registryUrls(), Map.copyOf(serdeSettings));
        serdeSettings.put("auto.register.schemas", false);
        serdeSettings.put("avro.remove.java.properties", true);
    }

    private static SchemaRegistryClient clientOf(List<String> urls, Map<String, Object> settings) {
        String mock = MockSchemaRegistry.validateAndMaybeGetMockScope(urls);
        return mock != null
                ? MockSchemaRegistry.getClientForScope(mock, List.of(new AvroSchemaProvider()))
                : new CachedSchemaRegistryClient(
                        urls, CACHED_SCHEMAS_PER_SUBJECT, List.of(new AvroSchemaProvider()), settings);
    }

    SchemaRegistryClient client() {
        return client;
    }

    /** Reads Confluent's wire format into our own classes. */
    @SuppressWarnings("unchecked")
    public <T extends SpecificRecord> Deserializer<T> deserializer() {
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(client);
        Map<String, Object> settings = new HashMap<>(serdeSettings);
        settings.put("specific.avro.reader", true);
        deserializer.configure(settings, false);
        return (Deserializer<T>) (Deserializer<?>) deserializer;
    }

    /** Writes Confluent's wire format under the id that is registered for the topic's subject; registers nothing. */
    public <T extends SpecificRecord> Serializer<T> serializer() {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(client);
        serializer.configure(serdeSettings, false);
        return new RegisteredSerializer<>(serializer);
    }
}
