package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.testkit.BrokerProcess;
import io.cartostream.testkit.ConnectRig;
import io.cartostream.testkit.ConnectWorker;
import io.cartostream.testkit.Neo4jProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** Of two workers, one goes away while its transaction waits on the server: its late write never overwrites the newer state. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class KilledWorkersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** The version of the host that a worker is about to write when it goes away. */
    private static final int OLDER = 2;

    private static final int NEWER = 3;

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private BrokerProcess broker;
    private ConnectRig stack;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        broker = BrokerProcess.start(folder).awaitReady();
        stack = ConnectRig.start(
                folder,
                ConnectRig.Setup.of(broker.bootstrapServers(), "it")
                        .registry("http://127.0.0.1:1")
                        .database(neo4j.uri())
                        .properties(
                                "session.timeout.ms=6000",
                                "heartbeat.interval.ms=1000",
                                "scheduled.rebalance.max.delay.ms=0"));
    }

    @AfterAll
    void stop() {
        stack.close();
        broker.close();
    }

    @BeforeEach
    void haveTwoWorkers() throws IOException {
        if (stack.workers().size() < 2) {
            stack.join();
        }
    }

    /** One connector at a time: no task goes back to where it came from for the sake of balance. */
    @AfterEach
    void removeConnectors() {
        stack.workers().forEach(ConnectWorker::resume);
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            List.of("waiting", "late", "killed").forEach(name -> stack.call("DELETE", "/connectors/" + name, ""));
            return stack.call("GET", "/connectors", "").equals("[]");
        });
    }

    /** Its transaction has locked the fence, so the successor waits and writes after it. */
    @Test
    void shouldKeepTheNewerStateWhenAWorkerWakesWhileItsSuccessorWaits() throws Exception {
        ConnectWorker former;
        try (Session session = neo4j.driver().session();
                Transaction lock = session.beginTransaction()) {
            former = workerThatWaitsFor(neo4j, lock, "waiting", 60_000);
            former.suspend();
            awaitSuccessorOf(former, "waiting");
            Awaitility.await().atMost(PATIENCE).until(() -> blocked() == 2);
            send("waiting", NEWER);
            lock.commit();
        }
        former.resume();

        awaitVersion(neo4j, "waiting", NEWER);
        assertLeftAlone(neo4j, former, "waiting");
    }

    /** The server has ended its wait, and it retries without asking Kafka: only the fence refuses that. */
    @Test
    void shouldKeepTheNewerStateWhenAWorkerWakesAfterItsSuccessorWrote() throws Exception {
        try (Neo4jProcess impatient = Neo4jProcess.configured("db.lock.acquisition.timeout=4s")) {
            ConnectWorker former;
            try (Session session = impatient.driver().session();
                    Transaction lock = session.beginTransaction()) {
                former = workerThatWaitsFor(impatient, lock, "late", 10_000);
                former.suspend();
                Awaitility.await().atMost(PATIENCE).until(() -> !impatient.someoneIsBlocked());
                lock.commit();
            }
            awaitSuccessorOf(former, "late");
            send("late", NEWER);
            awaitVersion(impatient, "late", NEWER);
            // from now on nothing is read twice, so only a late write can remove the mark
            Awaitility.await().atMost(PATIENCE).until(() -> stack.call("GET", "/connectors/late/offsets", "")
                    .contains("\"kafka_offset\":3"));
            impatient.run("MATCH (n:Host {id: 'late'}) SET n.mark = true");
            former.resume();

            assertLeftAlone(impatient, former, "late");
            assertThat(impatient.count("MATCH (n:Host {id: 'late', mark: true}) RETURN count(n)"))
                    .as("hosts that the former worker did not write")
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldKeepTheNewerStateWhenAWorkerDiesWhileItsTransactionWaits() throws Exception {
        try (Session session = neo4j.driver().session();
                Transaction lock = session.beginTransaction()) {
            ConnectWorker former = workerThatWaitsFor(neo4j, lock, "killed", 60_000);
            stack.kill(former);
            awaitSuccessorOf(former, "killed");
            send("killed", NEWER);
            lock.commit();
        }
        awaitVersion(neo4j, "killed", NEWER);
        assertThat(stack.awaitStatus("killed", "\"tasks\":[{")).doesNotContain("FAILED");
    }

    /** Returns the worker whose transaction waits to write the older state of a host. */
    private ConnectWorker workerThatWaitsFor(Neo4jProcess graph, Transaction lock, String name, int transactionMillis)
            throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.createTopics(List.of(topic(name), topic(name + "-dlq"))).all().get();
        }
        send(name, 1);
        stack.connector(
                name,
                ConnectRig.sinkConfig(Map.of(
                        "topics", name,
                        "errors.deadletterqueue.topic.name", name + "-dlq",
                        "neo4j.indexes", "",
                        "neo4j.uri", graph.uri(),
                        "neo4j.transaction.timeout.ms", Integer.toString(transactionMillis),
                        "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                        "value.converter.schemas.enable", "false",
                        "consumer.override.session.timeout.ms", "6000",
                        "consumer.override.heartbeat.interval.ms", "1000")));
        awaitVersion(graph, name, 1);
        lock.run("MATCH (n:Host {id: $id}) SET n.id = $id", Map.of("id", name)).consume();
        send(name, OLDER);
        Awaitility.await().atMost(PATIENCE).until(graph::someoneIsBlocked);
        String status = stack.awaitStatus(name, "\"tasks\":[{");
        ConnectWorker worker = stack.workers().stream()
                .filter(one -> hasTask(one, status))
                .findFirst()
                .orElseThrow();
        assertThat(worker.hasThread(writing(name))).isTrue();
        return worker;
    }

    /** The thread that writes, which ends with its task. */
    private static String writing(String connector) {
        return "neo4j-sink-" + connector + "-0";
    }

    private static boolean hasTask(ConnectWorker worker, String status) {
        String tasks = status.substring(status.indexOf("\"tasks\""));
        return tasks.contains("\"worker_id\":\"" + worker.id() + "\"") && tasks.contains("RUNNING");
    }

    private void awaitSuccessorOf(ConnectWorker former, String connector) {
        ConnectWorker successor = stack.workers().stream()
                .filter(worker -> worker != former)
                .findFirst()
                .orElseThrow();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> hasTask(successor, stack.call("GET", "/connectors/" + connector + "/status", "")));
    }

    private long blocked() {
        return neo4j.run("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status")
                .size();
    }

    private static void awaitVersion(Neo4jProcess graph, String id, int version) {
        String hosts = "MATCH (n:Host {id: '" + id + "', version: " + version + "}) RETURN count(n)";
        Awaitility.await().atMost(PATIENCE).until(() -> graph.count(hosts) == 1);
    }

    /** Asserts that the newer state remains once the former worker has stopped writing. */
    private void assertLeftAlone(Neo4jProcess graph, ConnectWorker former, String connector) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !former.hasThread(writing(connector)));
        awaitVersion(graph, connector, NEWER); // it may have owned the partition again for a moment
        assertThat(stack.awaitStatus(connector, "\"tasks\":[{"))
                .contains("RUNNING")
                .doesNotContain("FAILED");
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(1), Optional.of((short) 1));
    }

    private void send(String topic, int version) throws Exception {
        String value = "{'operation':'NODE_UPSERT','label':'Host','id':'" + topic + "','labels':['Host'],"
                + "'effectiveTime':1,'properties':{'id':{'type':'S','S':'" + topic + "'},"
                + "'version':{'type':'I64','I64':" + version + "}}}";
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            String key = "N|Host|" + topic;
            producer.send(new ProducerRecord<>(
                            topic, key, value.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }
}
