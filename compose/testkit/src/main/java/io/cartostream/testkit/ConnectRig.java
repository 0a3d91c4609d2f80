package io.cartostream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A group of Connect workers as processes, with the Neo4j sink as an operator installs it and the environment that its configuration
 * expects. Close it before its broker. Needs compose/connect-worker and connect/neo4j-sink packaged.
 */
public final class ConnectRig implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\"");

    private final List<ConnectWorker> workers = new ArrayList<>();
    private final Path folder;
    private final Setup setup;

    /**
     * What the workers of a rig have in common.
     *
     * @param bootstrapServers the broker
     * @param namespace namespace of the topics, and prefix of the group's own
     * @param environment variables that the configuration of connectors refers to
     * @param flags flags of the JVM
     * @param pluginFolders folders of further plugins
     * @param properties further lines of the worker's properties; they override the rig's
     */
    public record Setup(
            String bootstrapServers,
            String namespace,
            Map<String, String> environment,
            List<String> flags,
            List<Path> pluginFolders,
            List<String> properties) {

        /** A group with small workers that commit offsets every 500 ms. */
        public static Setup of(String bootstrapServers, String namespace) {
            return new Setup(
                    bootstrapServers,
                    namespace,
                    Map.of("CARTOSTREAM_NAMESPACE", namespace, "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers),
                    List.of("-Xmx512m"),
                    List.of(),
                    List.of());
        }

        /** Tells connectors where the database is. */
        public Setup database(String uri) {
            return with(Map.of("NEO4J_URI", uri, "NEO4J_PASSWORD", Neo4jProcess.PASSWORD));
        }

        /** Tells connectors where the registry is. */
        public Setup registry(String url) {
            return with(Map.of("SCHEMA_REGISTRY_URL", url));
        }

        private Setup with(Map<String, String> variables) {
            Map<String, String> all = new HashMap<>(environment);
            all.putAll(variables);
            return new Setup(bootstrapServers, namespace, Map.copyOf(all), flags, pluginFolders, properties);
        }

        /** Replaces the flags of the JVM. */
        public Setup flags(List<String> replacement) {
            return new Setup(bootstrapServers, namespace, environment, replacement, pluginFolders, properties);
        }

        /** Replaces the folders of further plugins. */
        public Setup pluginFolders(List<Path> folders) {
            return new Setup(bootstrapServers, namespace, environment, flags, folders, properties);
        }

        /** Replaces the further lines of the worker's properties. */
        public Setup properties(String... lines) {
            return new Setup(bootstrapServers, namespace, environment, flags, pluginFolders, List.of(lines));
        }
    }

    private ConnectRig(Path folder, Setup setup) {
        this.folder = folder;
        this.setup = setup;
    }

    /** Starts a group with one worker; returns when it answers. */
    public static ConnectRig start(Path folder, Setup setup) throws IOException {
        ConnectRig rig = new ConnectRig(folder, setup);
        rig.join();
        return rig;
    }

    /** Starts another worker of the group; returns when it answers. */
    public void join() throws IOException {
        int port = FreePorts.next();
        Path properties = Files.writeString(folder.resolve("worker-" + port + ".properties"), properties(port));
        JavaProcess process = JavaLaunch.of(
                        RepositoryFiles.built(RepositoryFiles.root().resolve("compose/connect-worker/target/lib"))
                                + "/*",
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        properties.toString())
                .flags(List.of(
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.log.io.cartostream=info"))
                .flags(setup.flags())
                .environment(setup.environment())
                .start(folder.resolve("worker-" + port + ".log"));
        ConnectWorker worker = new ConnectWorker(process, port);
        workers.add(worker);
        try {
            worker.awaitReady();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private String properties(int port) {
        List<String> plugins = new ArrayList<>();
        plugins.add(RepositoryFiles.root()
                .resolve("connect/neo4j-sink/target/plugins")
                .toString());
        setup.pluginFolders().forEach(further -> plugins.add(further.toString()));
        String group = setup.namespace() + ".connect";
        return String.join(
                "\n",
                "bootstrap.servers=" + setup.bootstrapServers(),
                "group.id=" + group,
                "listeners=http://127.0.0.1:" + port,
                "plugin.path=" + String.join(",", plugins),
                "plugin.discovery=service_load",
                "key.converter=org.apache.kafka.connect.storage.StringConverter",
                "value.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
                "config.storage.topic=" + group + "-config",
                "offset.storage.topic=" + group + "-offset",
                "status.storage.topic=" + group + "-status",
                "config.storage.replication.factor=1",
                "offset.storage.replication.factor=1",
                "status.storage.replication.factor=1",
                "offset.storage.partitions=1",
                "status.storage.partitions=1",
                "offset.flush.interval.ms=500",
                "connector.client.config.override.policy=All",
                "config.providers=env",
                "config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider",
                String.join("\n", setup.properties()));
    }

    /** The workers that were not killed. */
    public List<ConnectWorker> workers() {
        return List.copyOf(workers);
    }

    /** SIGKILL for a worker of this group. */
    public void kill(ConnectWorker worker) {
        workers.remove(worker);
        worker.kill();
    }

    public String bootstrapServers() {
        return setup.bootstrapServers();
    }

    /** The address of the REST API of the first worker. */
    public String url() {
        return workers.get(0).url();
    }

    /** Everything that the first worker has logged so far. */
    public String log() {
        return workers.get(0).log();
    }

    /** The sink's configuration as the repository has it, with these keys replaced. */
    public static Map<String, String> sinkConfig(Map<String, String> changes) {
        try {
            Matcher entries = ENTRY.matcher(
                    Files.readString(RepositoryFiles.root().resolve("connect/neo4j-sink/config/neo4j-sink.json")));
            Map<String, String> config = new TreeMap<>();
            while (entries.find()) {
                config.put(entries.group(1), entries.group(2));
            }
            config.putAll(changes);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PUTs a connector; returns the answer. */
    public String connector(String name, Map<String, String> config) {
        return call("PUT", "/connectors/" + name + "/config", json(config));
    }

    /** Calls a worker that is not suspended; returns the body of the answer, whatever its status. */
    public String call(String method, String path, String body) {
        return workers.stream()
                .filter(worker -> !worker.isSuspended())
                .findFirst()
                .orElseThrow()
                .call(method, path, body);
    }

    /** Waits until the connector's status contains this text; returns the status. */
    public String awaitStatus(String connector, String text) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> call("GET", "/connectors/" + connector + "/status", ""), status -> status.contains(text));
    }

    /** A connector's configuration as a JSON object. */
    public static String json(Map<String, String> config) {
        StringBuilder json = new StringBuilder("{");
        config.forEach((key, value) -> json.append(json.length() == 1 ? "" : ",")
                .append('"')
                .append(key)
                .append("\":\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"'));
        return json.append('}').toString();
    }

    @Override
    public void close() {
        workers.forEach(ConnectWorker::kill);
        workers.clear();
    }
}
