package io.cartostream.cli.graph;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.GraphChange;
import io.cartostream.cli.CliRun;
import io.cartostream.cli.LocalCluster;
import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.contract.Namespace;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** Broker, registry, a Connect worker with the sink's plugin, and databases, each a process of its own. Close it. */
final class SinkStack implements AutoCloseable {
    static final String PASSWORD = "secret-of-tests";

    final LocalCluster cluster;
    private final Path folder;
    private final Tuning tuning;
    private final int rest = LocalCluster.freePort();
    private final Map<String, Process> databases = new HashMap<>();
    private final List<Driver> drivers = new ArrayList<>();
    private @Nullable KafkaProducer<String, byte[]> producer;
    private @Nullable KafkaAvroSerializer serializer;

    /**
     * What a benchmark has otherwise than a test.
     *
     * @param database flags of Neo4j's JVM
     * @param worker flags of the Connect worker's JVM
     * @param offsetFlushMs how often the worker commits offsets
     */
    record Tuning(List<String> database, List<String> worker, int offsetFlushMs) {
        static final Tuning SMALL = new Tuning(List.of("-Xmx400m"), List.of("-Xmx400m"), 500);
    }

    SinkStack(Path folder) throws IOException {
        this(folder, Tuning.SMALL);
    }

    SinkStack(Path folder, Tuning tuning) throws IOException {
        this.folder = folder;
        this.tuning = tuning;
        this.cluster = new LocalCluster(folder);
    }

    String connectUrl() {
        return "http://127.0.0.1:" + rest;
    }

    /** Starts an empty database. */
    String database(String name) throws IOException {
        Path target = LocalCluster.root().resolve("compose/neo4j/target");
        int bolt = LocalCluster.freePort();
        Process process = cluster.java(
                name + ".log",
                Map.of("NEO4J_PASSWORD", PASSWORD),
                with(
                        tuning.database(),
                        "-cp",
                        target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                        "io.cartostream.neo4j.Neo4jServer",
                        "--home",
                        folder.resolve(name).toString(),
                        "--bolt-port",
                        Integer.toString(bolt),
                        "--http-port",
                        Integer.toString(LocalCluster.freePort())));
        await().atMost(Duration.ofSeconds(240))
                .until(() -> Files.readString(folder.resolve(name + ".log")).contains("Neo4j ready"));
        String uri = "bolt://127.0.0.1:" + bolt;
        databases.put(uri, process);
        return uri;
    }

    private static List<String> with(List<String> flags, String... further) {
        return Stream.concat(flags.stream(), Stream.of(further)).toList();
    }

    Driver driver(String uri) {
        Driver driver = GraphDatabase.driver(uri, AuthTokens.basic("neo4j", PASSWORD));
        drivers.add(driver);
        return driver;
    }

    /** Sends a change, and returns when it is durable. */
    RecordMetadata send(GraphChange change) {
        return send(Changes.key(change), bytes(change));
    }

    /** As the topic holds it. */
    byte[] bytes(GraphChange change) {
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
        return known.serialize(Changes.TOPIC, change);
    }

    /** Another topic with the schema of the graph's changes. */
    void registerFor(String topic) {
        try (SchemaRegistryClient registry = new CachedSchemaRegistryClient(cluster.registryUrl(), 10)) {
            ParsedSchema schema = registry.getSchemaById(
                    registry.getLatestSchemaMetadata(Changes.TOPIC + "-value").getId());
            registry.register(topic + "-value", schema);
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException(e);
        }
    }

    void createTopic(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    RecordMetadata send(String key, byte @Nullable [] value) {
        try {
            return producer()
                    .send(new ProducerRecord<>(Changes.TOPIC, key, value))
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

    /** Asks the worker something about a connector: {@code NAME/pause}, say. */
    void connector(String method, String path) {
        try {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(connectUrl() + "/connectors/" + path))
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives one key of a connector's configuration another value. */
    void configure(String connector, String key, String value) {
        ConnectRest rest = new ConnectRest(settings(""));
        ObjectNode config = (ObjectNode) rest.configuration(connector).body();
        rest.configure(connector, config.put(key, value));
    }

    /** As a command line has them. */
    CliSettings settings(String uri) {
        return new CliSettings(
                new Namespace("cartostream"),
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                Map.of("schema.registry.url", cluster.registryUrl()),
                URI.create(connectUrl()),
                null,
                new CliSettings.Neo4j(URI.create(uri), "neo4j", PASSWORD, null, null),
                null);
    }

    /** Processor seconds of a database so far. */
    double cpuSeconds(String uri) {
        Process process = Objects.requireNonNull(databases.get(uri));
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
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
                LocalCluster.root()
                        .resolve("connect/neo4j-sink/config/neo4j-sink.json")
                        .toString(),
                "--connector-config",
                "neo4j.indexes=",
                "--connector-config",
                "fence.writer=not-the-connectors-name");
    }

    /** Starts the worker, with a further plugin folder if one is named, and no connector. */
    void worker(String uri, String plugin) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        if (!plugin.isEmpty()) { // a plugin is a folder below one of plugin.path
            Files.createSymbolicLink(plugins.resolve("further"), Path.of(plugin));
        }
        Path properties = folder.resolve("worker.properties");
        Files.writeString(
                properties,
                String.join(
                        "\n",
                        "bootstrap.servers=" + cluster.bootstrapServers(),
                        "group.id=connect",
                        "listeners=" + connectUrl(),
                        "plugin.path=" + LocalCluster.root().resolve("connect/neo4j-sink/target/plugins") + ","
                                + plugins,
                        "plugin.discovery=service_load",
                        "key.converter=org.apache.kafka.connect.storage.StringConverter",
                        "value.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
                        "config.storage.topic=connect-config",
                        "offset.storage.topic=connect-offset",
                        "status.storage.topic=connect-status",
                        "config.storage.replication.factor=1",
                        "offset.storage.replication.factor=1",
                        "status.storage.replication.factor=1",
                        "offset.storage.partitions=1",
                        "status.storage.partitions=1",
                        "offset.flush.interval.ms=" + tuning.offsetFlushMs(),
                        "connector.client.config.override.policy=All",
                        "config.providers=env",
                        "config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider"));
        cluster.java(
                "worker.log",
                Map.of(
                        "CARTOSTREAM_NAMESPACE",
                        "cartostream",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        cluster.bootstrapServers(),
                        "SCHEMA_REGISTRY_URL",
                        cluster.registryUrl(),
                        "NEO4J_URI",
                        uri,
                        "NEO4J_PASSWORD",
                        PASSWORD),
                with(
                        tuning.worker(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        LocalCluster.root().resolve("compose/connect-worker/target/lib") + "/*",
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        properties.toString()));
        await().atMost(Duration.ofSeconds(120))
                .ignoreExceptions()
                .until(() -> HttpClient.newHttpClient()
                                .send(
                                        HttpRequest.newBuilder(URI.create(connectUrl() + "/connectors"))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 200);
    }

    /** Runs a command against this stack and one of its databases. */
    CliRun run(String uri, String... arguments) {
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
        return CliRun.in(Path.of("nowhere"), Map.of("NEO4J_PASSWORD", PASSWORD), all.toArray(String[]::new));
    }

    @Override
    public void close() {
        drivers.forEach(Driver::close);
        if (producer != null) {
            producer.close();
        }
        cluster.close();
    }
}
