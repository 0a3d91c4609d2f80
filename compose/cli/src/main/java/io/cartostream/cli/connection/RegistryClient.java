package io.cartostream.cli.connection;

import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** A schema registry that answered, and serialisers that use it. */
public final class RegistryClient {

    private static final int CONNECT_MS = 5_000;
    private static final int READ_MS = 8_000;

    private final CliSettings settings;
    private final SchemaRegistryClient client;
    private final KafkaAvroSerializer writer;

    private RegistryClient(CliSettings settings, SchemaRegistryClient client) {
        this.settings = settings;
        this.client = client;
        this.writer = serializer(settings, client);
    }

    /**
     * Connects and asks one small thing, bounded in time.
     *
     * @throws CommandFailure in one line, if the registry does not answer or refuses us
     */
    public static RegistryClient connect(CliSettings settings) {
        RegistryClient registry = new RegistryClient(settings, client(settings));
        registry.call("is there", SchemaRegistryClient::getAllSubjects);
        return registry;
    }

    private static SchemaRegistryClient client(CliSettings settings) {
        String url = settings.registry().getOrDefault("schema.registry.url", "");
        if (url.startsWith("mock://")) {
            return MockSchemaRegistry.getClientForScope(url.substring("mock://".length()));
        }
        List<String> urls = Arrays.asList(url.split(","));
        RestService rest = new RestService(urls);
        rest.setHttpConnectTimeoutMs(CONNECT_MS);
        rest.setHttpReadTimeoutMs(READ_MS);
        return new CachedSchemaRegistryClient(rest, 1_000, properties(settings));
    }

    /** What is asked of the registry. */
    @FunctionalInterface
    public interface Question<T> {
        /** Asks it. */
        T ask(SchemaRegistryClient client) throws IOException, RestClientException;
    }

    /**
     * Asks, and turns each failure into one line.
     *
     * @param what for the message: "register x-value"
     */
    public <T> T call(String what, Question<T> question) {
        try {
            return question.ask(client);
        } catch (RestClientException e) {
            if (e.getStatus() == 401 || e.getStatus() == 403) {
                throw CommandFailure.failed(
                        "the schema registry at " + settings.registryUrl() + " refuses our credentials ("
                                + e.getStatus()
                                + "). Set schema.registry.basic.auth.user.info in the file of --config.",
                        e);
            }
            throw CommandFailure.failed(
                    "the schema registry at " + settings.registryUrl() + ": " + what + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "the schema registry at " + settings.registryUrl() + " does not answer ("
                            + KafkaClient.rootMessage(e)
                            + "). Is it running? Start it, or name another with --registry-url.",
                    e);
        }
    }

    /** The client. */
    public SchemaRegistryClient client() {
        return client;
    }

    /** Writes specific records under the registered schemas; never registers one. */
    private static KafkaAvroSerializer serializer(CliSettings settings, SchemaRegistryClient client) {
        Map<String, Object> properties = new HashMap<>(properties(settings));
        properties.put("auto.register.schemas", false);
        properties.put("avro.remove.java.properties", true);
        return new KafkaAvroSerializer(client, properties);
    }

    /** Reads specific records, or generic ones. */
    public KafkaAvroDeserializer deserializer(boolean specific) {
        Map<String, Object> properties = new HashMap<>(properties(settings));
        properties.put("specific.avro.reader", specific);
        return new KafkaAvroDeserializer(client, properties);
    }

    /** The bytes of a record under the registered schema of the topic; a {@link CommandFailure} if it is not registered. */
    public byte[] serialize(String topic, SpecificRecord value) {
        try {
            return writer.serialize(topic, value);
        } catch (SerializationException e) {
            throw CommandFailure.failed(
                    "no registered schema fits what we want to send to " + topic + ": " + KafkaClient.rootMessage(e)
                            + ". Run `cartostream deploy`.",
                    e);
        }
    }

    /** Both forms of each key: the client wants credentials without its prefix and TLS settings with it. */
    public static Map<String, String> properties(CliSettings settings) {
        Map<String, String> properties = new HashMap<>(settings.registry());
        settings.registry().forEach((key, value) -> {
            if (!key.startsWith("schema.registry.")) {
                properties.put("schema.registry." + key, value);
            }
        });
        return properties;
    }
}
