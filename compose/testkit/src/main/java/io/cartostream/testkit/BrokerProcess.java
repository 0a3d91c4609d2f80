package io.cartostream.testkit;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.io.IOException;
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

/** A Kafka broker as a process, on free ports, with its data and logs in a folder of the test. Needs compose/broker packaged. */
public final class BrokerProcess implements AutoCloseable {

    private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JavaLaunch launch;
    private final Path log;
    private final Admin admin;
    private final String bootstrapServers;
    private JavaProcess process;

    private BrokerProcess(JavaLaunch launch, Path log, int port) throws IOException {
        this.launch = launch;
        this.log = log;
        this.process = launch.start(log);
        this.bootstrapServers = "127.0.0.1:" + port;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /**
     * Starts the process; see {@link #awaitReady}.
     *
     * @param settings further lines of server.properties
     */
    public static BrokerProcess start(Path folder, String... settings) throws IOException {
        int port = FreePorts.next();
        int controller = FreePorts.next();
        Path properties = Files.writeString(
                folder.resolve("server.properties"),
                String.join(
                        "\n",
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + controller,
                        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + folder.resolve("kafka"),
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "transaction.state.log.num.partitions=1",
                        "group.initial.rebalance.delay.ms=0",
                        "log.cleaner.dedupe.buffer.size=4194304",
                        "auto.create.topics.enable=false",
                        "num.io.threads=2",
                        "num.network.threads=1",
                        String.join("\n", settings)));
        JavaLaunch launch = JavaLaunch.of(
                        RepositoryFiles.classPath("compose/broker"),
                        "io.cartostream.broker.LocalBroker",
                        CLUSTER_ID,
                        properties.toString())
                .flags(List.of("-Xmx384m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        return new BrokerProcess(launch, folder.resolve("broker.log"), port);
    }

    /** Waits until the broker answers; fails at once if its process has ended. */
    public BrokerProcess awaitReady() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(e -> process.isAlive())
                .until(() -> {
                    process.assertAlive();
                    return !admin.describeCluster().nodes().get().isEmpty();
                });
        return this;
    }

    /** SIGKILL, then a start on the same data; returns when the broker answers again. */
    public void restart() throws IOException {
        process.kill();
        process = launch.start(log);
        awaitReady();
    }

    /** Everything it has logged so far. */
    public String output() {
        return process.output();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** A client that this broker closes. */
    public Admin admin() {
        return admin;
    }

    /** Creates topics of a namespace, with the settings of the contract and messages as large as the contract allows. */
    public void createTopics(Namespace namespace, Collection<TopicName> topics, int partitions) {
        createTopics(topics.stream()
                .map(topic -> {
                    Map<String, String> settings = new HashMap<>(topic.settings());
                    settings.put("max.message.bytes", Integer.toString(TopicName.MAX_MESSAGE_BYTES));
                    return new NewTopic(namespace.topic(topic), Optional.of(partitions), Optional.of((short) 1))
                            .configs(settings);
                })
                .toList());
    }

    /** Creates a topic with the broker's defaults. */
    public void createTopic(String name, int partitions) {
        createTopics(List.of(new NewTopic(name, partitions, (short) 1)));
    }

    private void createTopics(List<NewTopic> topics) {
        Awaitility.await().ignoreExceptions().until(() -> {
            admin.createTopics(topics).all().get();
            return true;
        });
        List<String> names = topics.stream().map(NewTopic::name).toList();
        Awaitility.await().ignoreExceptions().until(() -> {
            admin.describeTopics(names).allTopicNames().get();
            return true;
        });
    }

    /** Deletes the topics of a namespace, the changelogs of its applications included. */
    public void deleteTopics(Namespace namespace) {
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
