package io.cartostream.cli;

import static org.awaitility.Awaitility.await;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A broker and a schema registry as processes of their own, from what the compose modules unpack. */
public final class LocalCluster implements AutoCloseable {

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final int brokerPort = freePort();
    private final int controllerPort = freePort();
    private final int registryPort = freePort();

    public LocalCluster(Path folder) {
        this.folder = folder;
        try {
            startBroker();
            startRegistry();
            await().atMost(Duration.ofSeconds(60)).until(() -> listening(brokerPort) && registryAnswers());
        } catch (IOException | InterruptedException e) {
            close();
            throw new IllegalStateException("the cluster does not start", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return "localhost:" + brokerPort;
    }

    public String registryUrl() {
        return "http://localhost:" + registryPort + "/apis/ccompat/v7";
    }

    /** Runs a command against this cluster. */
    public CliRun run(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("--bootstrap-servers", bootstrapServers(), "--registry-url", registryUrl()));
        all.addAll(List.of(arguments));
        return CliRun.of(all.toArray(String[]::new));
    }

    /** Puts a record where it is wanted, as another part of the pipeline would. */
    public RecordMetadata put(
            String topic,
            @Nullable Integer partition,
            @Nullable String key,
            Object value,
            Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> avro = Map.of(
                "schema.registry.url",
                registryUrl(),
                "auto.register.schemas",
                false,
                "avro.remove.java.properties",
                true);
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            serializer.configure(avro, false);
            byte[] bytes = value instanceof byte[] raw ? raw : serializer.serialize(topic.replace("-dlq", ""), value);
            return producer.send(new ProducerRecord<>(topic, partition, key, bytes, all))
                    .get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private void startBroker() throws IOException, InterruptedException {
        Path properties = folder.resolve("server.properties");
        Files.writeString(
                properties,
                String.join(
                        "\n",
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@localhost:" + controllerPort,
                        "listeners=PLAINTEXT://localhost:" + brokerPort + ",CONTROLLER://localhost:" + controllerPort,
                        "advertised.listeners=PLAINTEXT://localhost:" + brokerPort,
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + folder.resolve("kafka"),
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "transaction.state.log.num.partitions=1",
                        "group.initial.rebalance.delay.ms=0",
                        "log.cleaner.dedupe.buffer.size=4194304",
                        "auto.create.topics.enable=false"));
        String classPath = root().resolve("compose/broker/target/lib") + "/*";
        Process format = java(
                "format.log",
                List.of(
                        "-cp",
                        classPath,
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        "4L6g3nShT-eMCtK--X86sw",
                        "-c",
                        properties.toString(),
                        "--ignore-formatted"));
        if (!format.waitFor(60, TimeUnit.SECONDS) || format.exitValue() != 0) {
            throw new IllegalStateException("cannot format the broker's folder: see " + folder);
        }
        java("broker.log", List.of("-Xmx256m", "-cp", classPath, "kafka.Kafka", properties.toString()));
    }

    private void startRegistry() throws IOException {
        Path jar = root().resolve("compose/registry/target/registry/apicurio-registry-app-3.0.9-runner.jar");
        java(
                "registry.log",
                List.of(
                        "-Xmx256m",
                        "-Dquarkus.http.host=localhost",
                        "-Dquarkus.http.port=" + registryPort,
                        "-Dapicurio.datasource.url=jdbc:h2:file:" + folder.resolve("registry") + ";WRITE_DELAY=0",
                        "-Dapicurio.datasource.jdbc.initial-size=2",
                        "-Dapicurio.datasource.jdbc.min-size=1",
                        "-jar",
                        jar.toString()));
    }

    private Process java(String log, List<String> arguments) throws IOException {
        return java(log, Map.of(), arguments);
    }

    /** Starts a process that ends with this. */
    public Process java(String log, Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** The repository: given by the build, or the working directory's grandparent. */
    public static Path root() {
        return Path.of(System.getProperty("project.root", "../.."))
                .toAbsolutePath()
                .normalize();
    }

    private boolean registryAnswers() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(registryUrl() + "/subjects").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(2_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean listening(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
