package io.cartostream.cli.connection;

import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** A connection to the schema registry, with serializers that use it. */
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
     * Connects, and asks one small question within a few seconds.
     *
     * @throws CommandFailure in one line, if the registry does not answer or refuses the credentials
     */
    public static RegistryClient connect(CliSettings settings) {
        RegistryClient registry = new RegistryClient(settings, client(settings));
        registry.call("list the subjects", SchemaRegistryClient::getAllSubjects);
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

    /** A question to the registry. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(SchemaRegistryClient client) throws IOException, RestClientException;
    }

    /**
     * Asks a question, and turns each failure into one line.
     *
     * @param what the purpose, for the message: "register x-value"
     */
    public <T> T call(String what, Question<T> question) {
        try {
            return question.ask(client);
        } catch (RestClientException e) {
            if (e.getStatus() == 401 || e.getStatus() == 403) {
                throw CommandFailure.failed(
                        "the schema registry at " + settings.registryUrl() + " refuses the credentials ("
                                + e.getStatus()
                                + "). Set schema.registry.basic.auth.user.info in the file of --config.",
                        e);
            }
            throw CommandFailure.failed(
                    "the schema registry at " + settings.registryUrl() + ": " + "cannot " + what + ": "
                            + FailureText.of(e),
                    e);
        } catch (ConnectException e) {
            throw ListenerCheck.refusal("the schema registry at " + settings.registryUrl(), "--registry-url");
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "the schema registry at " + settings.registryUrl() + " does not answer ("
                            + FailureText.of(e)
                            + "). Is it running? Start it, or name another with --registry-url.",
                    e);
        }
    }

    public SchemaRegistryClient client() {
        return client;
    }

    /** A serializer that uses registered schemas and never registers one. */
    private static KafkaAvroSerializer serializer(CliSettings settings, SchemaRegistryClient client) {
        Map<String, Object> properties = new HashMap<>(properties(settings));
        properties.put("auto.register.schemas", false);
        properties.put("avro.remove.java.properties", true);
        return new KafkaAvroSerializer(client, properties);
    }

    /** Decodes values as generated classes. */
    public AvroDecoder decoder() {
        return new AvroDecoder(deserializer(true));
    }

    /** Decodes values as generic records. */
    AvroDecoder genericDecoder() {
        return new AvroDecoder(deserializer(false));
    }

    /** A deserializer of generated classes, or of generic records. It throws more than {@link #decoder} for foreign values. */
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
                    "no registered schema fits the records of " + topic + ": " + FailureText.of(e)
                            + ". Run `cartostream deploy`.",
                    e);
        }
    }

    /** Each key with and without its prefix: the client reads credentials without it, and TLS settings with it. */
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
