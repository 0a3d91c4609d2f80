package io.cartostream.cli.connection;

import io.cartostream.cli.session.CliSettings;
import io.cartostream.contract.Namespace;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.avro.Schema;

/** A schema registry in memory, as the commands use it. */
public final class MockRegistry {

    private MockRegistry() {}

    /** A registry that holds one schema for a topic's values; a scope per test class. */
    public static RegistryClient with(String scope, String topic, Schema schema) {
        RegistryClient registry = RegistryClient.connect(new CliSettings(
                new Namespace("t"),
                Map.of("bootstrap.servers", "localhost:1"),
                Map.of("schema.registry.url", "mock://" + scope),
                URI.create("http://localhost:1"),
                null,
                new CliSettings.Neo4j(URI.create("bolt://localhost:1"), "neo4j", null, null, null),
                null,
                null));
        try {
            registry.client().register(topic + "-value", new AvroSchema(withoutJavaTypes(schema)));
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException(e);
        }
        return registry;
    }

    /** The schema as it is deployed: without the Java type of strings. */
    private static String withoutJavaTypes(Schema schema) {
        return schema.toString().replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
    }
}
