package io.cartostream.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** A broker as a process of its own, on free ports, with its data in a folder of the test. */
public final class LocalBroker implements AutoCloseable {

    private final Launch launch;
    private final Admin admin;
    private final String bootstrapServers;
    private JavaProcess process;

    /** Starts the broker's process. */
    @FunctionalInterface
    private interface Launch {
        JavaProcess start() throws IOException;
    }

    private LocalBroker(Launch launch, int port) throws IOException {
        this.launch = launch;
        this.process = launch.start();
        this.bootstrapServers = "localhost:" + port;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    public static LocalBroker start(Path folder) throws IOException, InterruptedException {
        Path lib = Path.of(System.getProperty("project.root"), "compose", "broker", "target", "lib");
        assertThat(lib).as("class path of the broker: run `mvn package` before").isDirectory();
        int port = freePort();
        int controller = freePort();
        Path settings = Files.writeString(
                folder.resolve("server.properties"),
                String.join(
                        "\n",
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@localhost:" + controller,
                        "listeners=PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controller,
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + folder.resolve("data"),
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "transaction.state.log.num.partitions=1",
                        "group.initial.rebalance.delay.ms=0",
                        "log.cleaner.dedupe.buffer.size=4194304",
                        "auto.create.topics.enable=false",
                        "message.max.bytes=" + TopicName.MAX_MESSAGE_BYTES,
                        "num.io.threads=2",
                        "num.network.threads=1"));
        Path log4j = Files.writeString(
                folder.resolve("log4j2.properties"),
                "rootLogger.level=warn\nrootLogger.appenderRef.c.ref=c\nappender.c.type=Console\nappender.c.name=c\n");
        List<String> flags = List.of("-Xmx384m", "-Dlog4j2.configurationFile=" + log4j);
        Path log = folder.resolve("broker.log");
        JavaProcess format = JavaProcess.start(
                log,
                lib + "/*",
                flags,
                "kafka.tools.StorageTool",
                List.of("format", "-t", "4L6g3nShT-eMCtK--X86sw", "-c", settings.toString()));
        assertThat(format.awaitExit()).as(format.output()).isZero();
        return new LocalBroker(
                () -> JavaProcess.start(log, lib + "/*", flags, "kafka.Kafka", List.of(settings.toString())), port);
    }

    /** SIGKILL, then a start on the same data. */
    void restart() throws IOException, InterruptedException {
        process.kill();
        process = launch.start();
        awaitReady();
    }

    /** What it has logged. */
    String output() {
        return process.output();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public Admin admin() {
        return admin;
    }

    public void awaitReady() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            assertThat(process.isAlive()).as(process.output()).isTrue();
            return !admin.describeCluster().nodes().get().isEmpty();
        });
    }

    public void createTopics(Namespace namespace, Collection<TopicName> topics, int partitions) {
        List<NewTopic> created = topics.stream()
                .map(topic -> {
                    Map<String, String> settings = new HashMap<>(topic.settings());
                    settings.put("max.message.bytes", Integer.toString(TopicName.MAX_MESSAGE_BYTES));
                    return new NewTopic(namespace.topic(topic), Optional.of(partitions), Optional.of((short) 1))
                            .configs(settings);
                })
                .toList();
        Awaitility.await().ignoreExceptions().until(() -> {
            admin.createTopics(created).all().get();
            return true;
        });
        List<String> names = created.stream().map(NewTopic::name).toList();
        Awaitility.await().ignoreExceptions().until(() -> {
            admin.describeTopics(names).allTopicNames().get();
            return true;
        });
    }

    /** Deletes the topics of a namespace, the application's changelogs included. */
    void deleteTopics(Namespace namespace) {
        String prefix = namespace.prefix() + '.';
        Awaitility.await().ignoreExceptions().until(() -> {
            admin.deleteTopics(admin.listTopics().names().get().stream()
                            .filter(name -> name.startsWith(prefix))
                            .toList())
                    .all()
                    .get();
            return true;
        });
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        process.close();
    }
}
