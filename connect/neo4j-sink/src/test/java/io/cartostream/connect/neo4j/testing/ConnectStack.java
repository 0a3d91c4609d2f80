package io.cartostream.connect.neo4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A broker and Connect workers as processes of their own, from what compose/broker, compose/connect-worker and this module built.
 * The workers read the plugin as an operator installs it. Close it.
 */
public final class ConnectStack implements AutoCloseable {
    public static final String NAMESPACE = "it";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final Path folder;
    private final Neo4jProcess neo4j;
    private final List<String> settings;
    private final int broker = freePort();

    /** @param settings further lines for each worker's properties */
    public ConnectStack(Path folder, Neo4jProcess neo4j, String... settings) {
        this.folder = folder;
        this.neo4j = neo4j;
        this.settings = List.of(settings);
        try {
            startBroker();
            startWorker();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw new IllegalStateException("see the logs in " + folder, e);
        }
        awaitAnswer();
    }

    /** Starts another worker of the same group. */
    public void join() {
        try {
            startWorker();
        } catch (IOException e) {
            throw new UncheckedIOException("see the logs in " + folder, e);
        }
        awaitAnswer();
    }

    private void awaitAnswer() {
        Worker last = workers.get(workers.size() - 1);
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> last.call("GET", "/connectors", "")
                .contains("["));
    }

    /** The workers that were not killed. */
    public List<Worker> workers() {
        return List.copyOf(workers);
    }

    public String bootstrap() {
        return "127.0.0.1:" + broker;
    }

    /** The connector's configuration as the repository has it, with the given keys replaced; null removes one. */
    public static Map<String, String> repositoryConfig(Map<String, String> changes) {
        try {
            String json =
                    Files.readString(Neo4jProcess.projectRoot().resolve("connect/neo4j-sink/config/neo4j-sink.json"));
            Map<String, String> config = new TreeMap<>();
            Matcher entries = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\"").matcher(json);
            while (entries.find()) {
                config.put(entries.group(1), entries.group(2));
            }
            config.putAll(changes);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the first worker has logged so far. */
    public String log() {
        return workers.get(0).log();
    }

    /** PUTs a connector. */
    public String connector(String name, Map<String, String> config) {
        return call("PUT", "/connectors/" + name + "/config", json(config));
    }

    /** What the REST API of a worker that can answer does answer, whatever the status. */
    public String call(String method, String path, String body) {
        return workers.stream()
                .filter(worker -> !worker.suspended)
                .findFirst()
                .orElseThrow()
                .call(method, path, body);
    }

    /** Waits until the connector's status says this. */
    public String awaitStatus(String connector, String text) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> call("GET", "/connectors/" + connector + "/status", ""), status -> status.contains(text));
    }

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

    private void startBroker() throws IOException, InterruptedException {
        int controller = freePort();
        Path properties = folder.resolve("server.properties");
        Files.writeString(
                properties,
                String.join(
                        "\n",
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + controller,
                        "listeners=PLAINTEXT://127.0.0.1:" + broker + ",CONTROLLER://127.0.0.1:" + controller,
                        "advertised.listeners=PLAINTEXT://127.0.0.1:" + broker,
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + folder.resolve("kafka"),
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "group.initial.rebalance.delay.ms=0",
                        "log.cleaner.dedupe.buffer.size=4194304",
                        "auto.create.topics.enable=false"));
        String classPath = Neo4jProcess.projectRoot().resolve("compose/broker/target/lib") + "/*";
        Process format = java(
                "format.log",
                Map.of(),
                "-cp",
                classPath,
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "4L6g3nShT-eMCtK--X86sw",
                "-c",
                properties.toString());
        if (!format.waitFor(60, TimeUnit.SECONDS) || format.exitValue() != 0) {
            throw new IllegalStateException("cannot format the broker's folder");
        }
        java("broker.log", Map.of(), "-Xmx512m", "-cp", classPath, "kafka.Kafka", properties.toString());
    }

    private void startWorker() throws IOException {
        Path root = Neo4jProcess.projectRoot();
        int rest = freePort();
        Path properties = folder.resolve("worker-" + rest + ".properties");
        Path log = folder.resolve("worker-" + rest + ".log");
        Files.writeString(
                properties,
                String.join(
                        "\n",
                        String.join("\n", settings),
                        "bootstrap.servers=" + bootstrap(),
                        "group.id=it.connect",
                        "listeners=http://127.0.0.1:" + rest,
                        "plugin.path=" + root.resolve("connect/neo4j-sink/target/plugins"),
                        "plugin.discovery=service_load",
                        "key.converter=org.apache.kafka.connect.storage.StringConverter",
                        "value.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
                        "config.storage.topic=it.connect-config",
                        "offset.storage.topic=it.connect-offset",
                        "status.storage.topic=it.connect-status",
                        "config.storage.replication.factor=1",
                        "offset.storage.replication.factor=1",
                        "status.storage.replication.factor=1",
                        "offset.storage.partitions=1",
                        "status.storage.partitions=1",
                        "offset.flush.interval.ms=500",
                        "connector.client.config.override.policy=All",
                        "config.providers=env",
                        "config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider"));
        Process process = java(
                log.getFileName().toString(),
                Map.of(
                        "CARTOSTREAM_NAMESPACE",
                        NAMESPACE,
                        "KAFKA_BOOTSTRAP_SERVERS",
                        bootstrap(),
                        "SCHEMA_REGISTRY_URL",
                        "http://127.0.0.1:1",
                        "NEO4J_URI",
                        neo4j.uri(),
                        "NEO4J_PASSWORD",
                        Neo4jProcess.PASSWORD),
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.io.cartostream=info",
                "-cp",
                root.resolve("compose/connect-worker/target/lib") + "/*",
                "org.apache.kafka.connect.cli.ConnectDistributed",
                properties.toString());
        workers.add(new Worker(process, rest, log));
    }

    private Process java(String log, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** One worker of the group. */
    public final class Worker {
        private final Process process;
        private final int rest;
        private final Path log;
        private boolean suspended;

        private Worker(Process process, int rest, Path log) {
            this.process = process;
            this.rest = rest;
            this.log = log;
        }

        /** Its name in the status of connectors and tasks. */
        public String id() {
            return "127.0.0.1:" + rest;
        }

        /** What it has logged so far. */
        public String log() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** SIGSTOP: it does nothing any more, and its connections stay. */
        public void suspend() {
            run("kill", "-STOP", Long.toString(process.pid()));
            suspended = true;
        }

        /** SIGCONT: it goes on as if no time had passed. */
        public void resume() {
            run("kill", "-CONT", Long.toString(process.pid()));
            suspended = false;
        }

        /** SIGKILL. */
        public void kill() {
            workers.remove(this);
            process.destroyForcibly();
            process.onExit().join();
        }

        /** Whether a thread of it has this name. */
        public boolean hasThread(String name) {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            return run(jcmd.toString(), Long.toString(process.pid()), "Thread.print")
                    .contains('"' + name + '"');
        }

        private String call(String method, String path, String body) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rest + path))
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            try {
                return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroyForcibly();
            processes.get(i).onExit().join();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
