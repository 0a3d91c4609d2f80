package io.cartostream.runtime.registry;

import io.cartostream.registry.RegisteredSerializer;
import io.cartostream.runtime.config.RuntimeConfig;
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

/** The schema registry: one client and the serdes over it. Safe for many threads. */
public final class RegistryAccess {

    private static final int CACHED_SCHEMAS_PER_SUBJECT = 1000;

    /**
     * Limits of one call. The calling thread holds a transaction open, which the broker aborts after ten seconds. The client's
     * default is a minute each for connecting and reading.
     */
    private static final Map<String, Object> TIMEOUTS = Map.of(
            SchemaRegistryClientConfig.CLIENT_NAMESPACE + SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, 2_000,
            SchemaRegistryClientConfig.CLIENT_NAMESPACE + SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, 3_000);

    private final SchemaRegistryClient client;
    private final Map<String, Object> serdeSettings;

    /** Connects at the first call. The URL {@code mock://name} selects an in-memory registry for tests. */
    public RegistryAccess(RuntimeConfig config) {
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

    /** Returns a new deserializer from Confluent's wire format to generated classes. */
    @SuppressWarnings("unchecked")
    public <T extends SpecificRecord> Deserializer<T> deserializer() {
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(client);
        Map<String, Object> settings = new HashMap<>(serdeSettings);
        settings.put("specific.avro.reader", true);
        deserializer.configure(settings, false);
        return (Deserializer<T>) (Deserializer<?>) deserializer;
    }

    /** Returns a new serializer to Confluent's wire format with the id that is registered for the topic's subject. Registers nothing. */
    public <T extends SpecificRecord> Serializer<T> serializer() {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(client);
        serializer.configure(serdeSettings, false);
        return new RegisteredSerializer<>(serializer);
    }
}
