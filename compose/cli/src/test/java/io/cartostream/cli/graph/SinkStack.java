package io.cartostream.cli.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.GraphChange;
import io.cartostream.cli.CliRun;
import io.cartostream.cli.LocalCluster;
import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.contract.Namespace;
import io.cartostream.testkit.ConnectRig;
import io.cartostream.testkit.Neo4jProcess;
import io.cartostream.testkit.RepositoryFiles;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/** A broker, a registry, a Connect worker with the sink's plugin, and databases. Close it. */
public final class SinkStack implements AutoCloseable {
    private static final String NAMESPACE = "cartostream";

    public final LocalCluster cluster;
    private final Path folder;
    private final Tuning tuning;
    private final Map<String, Neo4jProcess> databases = new HashMap<>();
    private final List<Driver> drivers = new ArrayList<>();
    private @Nullable ConnectRig connect;
    private @Nullable KafkaProducer<String, byte[]> producer;
    private @Nullable KafkaAvroSerializer serializer;

    /**
     * What a benchmark sets differently from a test.
     *
     * @param database flags of Neo4j's JVM
     * @param worker flags of the Connect worker's JVM
     * @param offsetFlushMs how often the worker commits offsets
     */
    public record Tuning(List<String> database, List<String> worker, int offsetFlushMs) {
        static final Tuning SMALL = new Tuning(List.of("-Xmx400m"), List.of("-Xmx400m"), 500);
    }

    private SinkStack(Path folder, Tuning tuning, LocalCluster cluster) {
        this.folder = folder;
        this.tuning = tuning;
        this.cluster = cluster;
    }

    static SinkStack start(Path folder) throws IOException {
        return start(folder, Tuning.SMALL);
    }

    public static SinkStack start(Path folder, Tuning tuning) throws IOException {
        return new SinkStack(folder, tuning, LocalCluster.start(folder));
    }

    String connectUrl() {
        return connect == null ? "http://127.0.0.1:1" : connect.url();
    }

    /** Starts an empty database; returns its address. */
    public String database() {
        Neo4jProcess database = Neo4jProcess.withFlags(tuning.database());
        databases.put(database.uri(), database);
        return database.uri();
    }

    /** A driver that this stack closes. */
    public Driver driver(String uri) {
        Driver driver = Objects.requireNonNull(databases.get(uri)).newDriver();
        drivers.add(driver);
        return driver;
    }

    /** Sends a change, and returns when it is durable. */
    RecordMetadata send(GraphChange change) {
        return send(ChangeRecords.key(change), bytes(change));
    }

    /** The change as the topic holds it. */
    public byte[] bytes(GraphChange change) {
        KafkaAvroSerializer known = serializer;
        if (known == null) {
            known = new KafkaAvroSerializer();
            known.configure(
                    Map.of(
                            "schema.registry.url",
                            cluster.registryUrl(),
                            "auto.register.schemas",
                            false,
                            "avro.remove.java.properties",
                            true),
                    false);
            serializer = known;
        }
        return known.serialize(ChangeRecords.TOPIC, change);
    }

    /** Registers the schema of the graph's changes for another topic. */
    public void registerFor(String topic) {
        try (SchemaRegistryClient registry = new CachedSchemaRegistryClient(cluster.registryUrl(), 10)) {
            ParsedSchema schema =
                    registry.getSchemaById(registry.getLatestSchemaMetadata(ChangeRecords.TOPIC + "-value")
                            .getId());
            registry.register(topic + "-value", schema);
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException(e);
        }
    }

    public void createTopic(String name, int partitions) {
        cluster.broker().createTopic(name, partitions);
    }

    RecordMetadata send(String key, byte @Nullable [] value) {
        try {
            return producer()
                    .send(new ProducerRecord<>(ChangeRecords.TOPIC, key, value))
                    .get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> known = producer;
        if (known == null) {
            known = new KafkaProducer<>(
                    Map.of("bootstrap.servers", cluster.bootstrapServers(), "acks", "all"),
                    new StringSerializer(),
                    new ByteArraySerializer());
            producer = known;
        }
        return known;
    }

    /** Sends the worker a request about a connector, as {@code NAME/pause}. */
    void connector(String method, String path) {
        Objects.requireNonNull(connect).call(method, "/connectors/" + path, "");
    }

    /** Changes one key of a connector's configuration. */
    void configure(String connector, String key, String value) {
        ConnectRest rest = new ConnectRest(settings(""));
        ObjectNode config = (ObjectNode) rest.configuration(connector).body();
        rest.configure(connector, config.put(key, value));
    }

    /** The settings of a command line for this stack and one of its databases. */
    public CliSettings settings(String uri) {
        return new CliSettings(
                new Namespace(NAMESPACE),
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                Map.of("schema.registry.url", cluster.registryUrl()),
                URI.create(connectUrl()),
                null,
                new CliSettings.Neo4j(URI.create(uri), "neo4j", Neo4jProcess.PASSWORD, null, null),
                null,
                null);
    }

    /** Processor seconds that a database has used so far. */
    public double cpuSeconds(String uri) {
        return Objects.requireNonNull(databases.get(uri)).cpuSeconds();
    }

    /** Starts the worker and, with the repository's configuration, the connector. */
    void sink(String uri) throws IOException {
        sink(uri, "");
    }

    /** Starts the worker, with a further plugin folder, and the connector. */
    void sink(String uri, String plugin) throws IOException {
        worker(uri, plugin);
        run(
                uri,
                "deploy",
                "--connector",
                RepositoryFiles.root()
                        .resolve("connect/neo4j-sink/config/neo4j-sink.json")
                        .toString(),
                "--connector-config",
                "neo4j.indexes=",
                "--connector-config",
                "fence.writer=not-the-connectors-name");
    }

    /** Starts the worker, with a further plugin folder if one is named, and no connector. */
    public void worker(String uri, String plugin) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        if (!plugin.isEmpty()) { // a plugin is a folder below one of plugin.path
            Files.createSymbolicLink(plugins.resolve("further"), Path.of(plugin));
        }
        connect = ConnectRig.start(
                folder,
                ConnectRig.Setup.of(cluster.bootstrapServers(), NAMESPACE)
                        .registry(cluster.registryUrl())
                        .database(uri)
                        .flags(tuning.worker())
                        .pluginFolders(List.of(plugins))
                        .properties("offset.flush.interval.ms=" + tuning.offsetFlushMs()));
    }

    /** Runs a command against this stack and one of its databases. */
    public CliRun run(String uri, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--bootstrap-servers",
                cluster.bootstrapServers(),
                "--registry-url",
                cluster.registryUrl(),
                "--connect-url",
                connectUrl(),
                "--neo4j-uri",
                uri));
        all.addAll(List.of(arguments));
        return CliRun.in(
                Path.of("nowhere"), Map.of("NEO4J_PASSWORD", Neo4jProcess.PASSWORD), all.toArray(String[]::new));
    }

    @Override
    public void close() {
        drivers.forEach(Driver::close);
        if (producer != null) {
            producer.close();
        }
        if (connect != null) {
            connect.close();
        }
        databases.values().forEach(Neo4jProcess::close);
        cluster.close();
    }
}
