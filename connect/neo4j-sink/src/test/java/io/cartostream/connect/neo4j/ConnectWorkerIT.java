package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.TopicName;
import io.cartostream.testkit.BrokerProcess;
import io.cartostream.testkit.ConnectRig;
import io.cartostream.testkit.Neo4jProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The plugin in a real worker on a real broker, configured by the repository's file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class ConnectWorkerIT {
    private static final long RETENTION_MILLIS = 10_000;
    private static final int LOAD = 8_000;

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private BrokerProcess broker;
    private ConnectRig stack;
    private Admin admin;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        broker = BrokerProcess.start(folder).awaitReady();
        stack = ConnectRig.start(
                folder,
                ConnectRig.Setup.of(broker.bootstrapServers(), "it")
                        .registry("http://127.0.0.1:1")
                        .database(neo4j.uri()));
        admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
    }

    @AfterAll
    void stop() {
        admin.close();
        stack.close();
        broker.close();
    }

    @Test
    void shouldDeadLetterABadRecordOfTheLargestSize() throws Exception {
        create("large", TopicName.GRAPH_CHANGES_DLQ.maxMessageBytes());
        byte[] value = largest();
        send("large", value);
        stack.connector("large", config("large", Map.of()));

        ConsumerRecord<String, byte[]> letter = read("large-dlq");
        assertThat(letter.key()).isEqualTo("N|Host|a");
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.headers().lastHeader("__connect.errors.exception.message"))
                .as("the reason")
                .isNotNull()
                .extracting(reason -> new String(reason.value(), StandardCharsets.UTF_8))
                .asString()
                .isEqualTo("the field effectiveTime is missing");
        assertThat(stack.awaitStatus("large", "\"tasks\":[{"))
                .contains("RUNNING")
                .doesNotContain("FAILED");
    }

    @Test
    void shouldNameTheTopicLimitForALargeLetterAndContinueOnceItIsRaised() throws Exception {
        create("narrow", TopicName.MAX_MESSAGE_BYTES);
        send("narrow", largest());
        stack.connector("narrow", config("narrow", Map.of()));

        assertThat(stack.awaitStatus("narrow", "FAILED"))
                .contains("max.message.bytes")
                .contains("narrow-0 offset 0");

        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "narrow-dlq");
        String enough = Integer.toString(TopicName.GRAPH_CHANGES_DLQ.maxMessageBytes());
        AlterConfigOp alteration =
                new AlterConfigOp(new ConfigEntry("max.message.bytes", enough), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(topic, List.of(alteration))).all().get();
        stack.call("POST", "/connectors/narrow/restart?includeTasks=true", "");
        assertThat(read("narrow-dlq").value()).hasSizeGreaterThan(8_000_000);
    }

    @Test
    void shouldNameTheProducerLimitWhenADeadLetterIsTooLargeForIt() throws Exception {
        create("small", TopicName.GRAPH_CHANGES_DLQ.maxMessageBytes());
        send("small", largest());
        stack.connector("small", config("small", Map.of("producer.override.max.request.size", "8388608")));

        assertThat(stack.awaitStatus("small", "FAILED"))
                .contains("producer.override.max.request.size")
                .contains("small-0 offset 0");
    }

    @Test
    void shouldReportAWrongPasswordAndWriteOnceItIsFixed() throws Exception {
        create("auth", TopicName.GRAPH_CHANGES_DLQ.maxMessageBytes());
        send("auth", upsert("a"));
        stack.connector("auth", config("auth", Map.of("neo4j.password", "wrong-password")));
        assertThat(stack.awaitStatus("auth", "FAILED")).contains("neo4j.password");

        stack.connector("auth", config("auth", Map.of()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> neo4j.count("MATCH (n:Host {id: 'a'}) RETURN count(n)") == 1);
        assertThat(stack.awaitStatus("auth", "\"tasks\":[{\"id\":0,\"state\":\"RUNNING\""))
                .doesNotContain("FAILED");
    }

    @Test
    void shouldReportEveryProblemOfAConfigurationAtOnce() {
        Map<String, String> given = config(
                "any",
                Map.of(
                        "name", "any",
                        "neo4j.uri", "http://127.0.0.1:7474",
                        "neo4j.batch.rows", "0",
                        "errors.retry.timeout", "0",
                        "consumer.override.isolation.level", "read_uncommitted"));

        String answer =
                stack.call("PUT", "/connector-plugins/Neo4jSinkConnector/config/validate", ConnectRig.json(given));

        assertThat(answer)
                .contains("must be bolt://host:port")
                .contains("Value must be at least 1")
                .contains("errors.retry.timeout must be -1")
                .contains("must be read_committed")
                .contains("\"error_count\":4");
    }

    @Test
    void shouldRebuildTheGraphWhenTheOffsetsAreReset() throws Exception {
        create("reset", TopicName.GRAPH_CHANGES_DLQ.maxMessageBytes());
        for (int i = 0; i < 20; i++) {
            send("reset", "N|Host|reset-" + i, upsert("reset-" + i));
        }
        stack.connector("reset", config("reset", Map.of()));
        awaitCount("MATCH (n:Host) WHERE n.id STARTS WITH 'reset-' RETURN count(n)", 20);
        awaitCommitted("reset", 20);

        stack.call("PUT", "/connectors/reset/stop", "");
        stack.awaitStatus("reset", "STOPPED");
        neo4j.run("MATCH (n:CartostreamEntity) WHERE n.id STARTS WITH 'reset-' DETACH DELETE n");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> stack.call(
                        "DELETE", "/connectors/reset/offsets", "")
                .contains("The offsets for this connector have been reset successfully"));
        stack.call("PUT", "/connectors/reset/resume", "");

        awaitCount("MATCH (n:Host) WHERE n.id STARTS WITH 'reset-' RETURN count(n)", 20);
        assertThat(stack.log())
                .contains("re-reading reset-0 from offset 0; it had been written up to 19: offsets were reset");
        assertThat(stack.awaitStatus("reset", "\"tasks\":[{")).doesNotContain("FAILED");
    }

    @Test
    void shouldReadARecreatedTopicFromItsBeginning() throws Exception {
        create("again", TopicName.GRAPH_CHANGES_DLQ.maxMessageBytes());
        for (int i = 0; i < 3; i++) {
            send("again", "N|Host|old-" + i, upsert("old-" + i));
        }
        stack.connector("again", config("again", Map.of()));
        awaitCount("MATCH (n:Host) WHERE n.id STARTS WITH 'old-' RETURN count(n)", 3);
        awaitCommitted("again", 3);

        admin.deleteTopics(List.of("again", "again-dlq")).all().get();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !admin.listTopics().names().get().contains("again"));
        create("again", TopicName.GRAPH_CHANGES_DLQ.maxMessageBytes());
        for (int i = 0; i < 8; i++) {
            send("again", "N|Host|new-" + i, upsert("new-" + i));
        }
        stack.call("POST", "/connectors/again/restart?includeTasks=true", "");

        awaitCount("MATCH (n:Host) WHERE n.id STARTS WITH 'new-' RETURN count(n)", 8);
        assertThat(stack.log())
                .contains("topic again was recreated since this sink last wrote partition 0")
                .contains("re-reading again-0 from offset 0: its topic was created again");
    }

    @Test
    void shouldReadOnFromTheStateOfARestoredGraph() throws Exception {
        create("restored", TopicName.GRAPH_CHANGES_DLQ.maxMessageBytes());
        for (int i = 0; i < 20; i++) {
            send("restored", "N|Host|restored-" + i, upsert("restored-" + i));
        }
        stack.connector("restored", config("restored", Map.of()));
        String hosts = "MATCH (n:Host) WHERE n.id STARTS WITH 'restored-' RETURN count(n)";
        awaitCount(hosts, 20);
        awaitCommitted("restored", 20);

        stack.call("PUT", "/connectors/restored/stop", "");
        stack.awaitStatus("restored", "STOPPED");
        neo4j.run("MATCH (n:CartostreamEntity) WHERE n.id =~ 'restored-1[0-9]' DETACH DELETE n");
        neo4j.run("MATCH (f:CartostreamFence {topic: 'restored'}) SET f.offset = 9");
        stack.call("PUT", "/connectors/restored/resume", "");

        awaitCount(hosts, 20);
        assertThat(stack.log())
                .contains("re-reading restored-0 from offset 10: the committed offset is 20, "
                        + "but the graph holds nothing after offset 9");
    }

    @Test
    @Tag("long")
    void shouldReportALongPauseButNoIdleTime() throws Exception {
        create("paused", TopicName.GRAPH_CHANGES_DLQ.maxMessageBytes());
        sendInTransaction("paused", "N|Host|paused-1", upsert("paused-1"));
        stack.connector(
                "paused", config("paused", Map.of("fence.tombstone-retention.ms", Long.toString(RETENTION_MILLIS))));
        String hosts = "MATCH (n:Host) WHERE n.id STARTS WITH 'paused-' RETURN count(n)";
        awaitCount(hosts, 1);
        long written = time("paused");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        time("paused") > written + RETENTION_MILLIS); // idle: all is read up to a transaction's marker
        sendInTransaction("paused", "N|Host|paused-2", upsert("paused-2"));
        awaitCount(hosts, 2);
        assertThat(stack.log()).doesNotContain("this sink last wrote paused-0");

        stack.call("PUT", "/connectors/paused/pause", "");
        stack.awaitStatus("paused", "\"tasks\":[{\"id\":0,\"state\":\"PAUSED\"");
        sendInTransaction("paused", "N|Host|paused-3", upsert("paused-3"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> time("paused") + RETENTION_MILLIS < System.currentTimeMillis());
        stack.call("PUT", "/connectors/paused/resume", "");

        awaitCount(hosts, 3);
        assertThat(stack.log())
                .containsPattern("this sink last wrote paused-0 at \\S+ longer ago than the topic retains deletions");
    }

    private long time(String topic) {
        return neo4j.count("MATCH (f:CartostreamFence {topic: '" + topic + "'}) RETURN f.time");
    }

    @Test
    @Tag("long")
    void shouldLeaveTheSameGraphWhenTasksJoinDuringALoad() throws Exception {
        int partitions = TaskHarness.PARTITIONS;
        create("shared", partitions, TopicName.GRAPH_CHANGES_DLQ.maxMessageBytes());
        ChangeHistory history = new ChangeHistory("shared", new Random(1), LOAD, 300);
        send("shared", history, 0, 2);
        // small batches, so that work is left for the tasks that join
        Map<String, String> small = Map.of("consumer.override.max.poll.records", "50", "neo4j.batch.rows", "20");
        Map<String, String> config = new HashMap<>(config("shared", small));
        config.put("tasks.max", "2");
        stack.connector("shared", config);
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> committed("shared") > 0);
        CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> send("shared", history, 1, 2));
        config.put("tasks.max", Integer.toString(partitions));
        stack.connector("shared", config);
        assertThat(committed("shared")).as("in the middle").isLessThan(LOAD);
        rest.get(60, TimeUnit.SECONDS);

        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> committed("shared") == LOAD);
        history.assertWritten(neo4j);
        assertThat(stack.awaitStatus("shared", "\"id\":3,\"state\":\"RUNNING\""))
                .doesNotContain("FAILED");
        assertThat(neo4j.count("MATCH (f:CartostreamFence {topic: 'shared'}) WHERE f.epoch > 1 RETURN count(f)"))
                .as("partitions that went to another task")
                .isEqualTo(partitions);
        TopicPartition letters = new TopicPartition("shared-dlq", 0);
        assertThat(admin.listOffsets(Map.of(letters, OffsetSpec.latest()))
                        .partitionResult(letters)
                        .get()
                        .offset())
                .as("dead letters")
                .isZero();
    }

    /** Returns the sum of the committed offsets of all partitions. */
    private long committed(String connector) throws ExecutionException, InterruptedException {
        return admin
                .listConsumerGroupOffsets("connect-" + connector)
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** Sends one part of the history. */
    private void send(String topic, ChangeHistory history, int part, int parts) {
        try (JsonConverter json = new JsonConverter();
                KafkaProducer<String, byte[]> producer = producer()) {
            json.configure(Map.of("schemas.enable", "false"), false);
            for (List<SinkRecord> log : history.logs) {
                for (SinkRecord record : log.subList(log.size() * part / parts, log.size() * (part + 1) / parts)) {
                    byte[] value = json.fromConnectData(topic, record.valueSchema(), record.value());
                    String key = (String) record.key();
                    producer.send(new ProducerRecord<>(topic, record.kafkaPartition(), key, value));
                }
            }
        }
    }

    private void awaitCount(String query, long count) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> neo4j.count(query) == count);
    }

    private void awaitCommitted(String connector, long offset) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> stack.call(
                        "GET", "/connectors/" + connector + "/offsets", "")
                .contains("\"kafka_offset\":" + offset));
    }

    private static byte[] upsert(String id) {
        String json = "{'operation':'NODE_UPSERT','label':'Host','id':'" + id + "','labels':['Host'],'effectiveTime':1,"
                + "'properties':{'id':{'type':'S','S':'" + id + "'}}}";
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private void create(String topic, int deadLetterBytes) throws ExecutionException, InterruptedException {
        create(topic, 1, deadLetterBytes);
    }

    private void create(String topic, int partitions, int deadLetterBytes)
            throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(
                        new NewTopic(topic, Optional.of(partitions), Optional.of((short) 1))
                                .configs(Map.of(
                                        "max.message.bytes",
                                        Integer.toString(TopicName.GRAPH_CHANGES.maxMessageBytes()))),
                        new NewTopic(topic + "-dlq", Optional.of(1), Optional.of((short) 1))
                                .configs(Map.of("max.message.bytes", Integer.toString(deadLetterBytes)))))
                .all()
                .get();
    }

    private static Map<String, String> config(String topic, Map<String, String> more) {
        Map<String, String> changes = new HashMap<>(Map.of(
                "topics", topic,
                "errors.deadletterqueue.topic.name", topic + "-dlq",
                "neo4j.indexes", "",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false"));
        changes.putAll(more);
        return ConnectRig.sinkConfig(changes);
    }

    /** Returns an invalid record of the largest size that graph-changes allows. */
    private static byte[] largest() {
        String prefix = "{\"operation\":\"NONSENSE\",\"pad\":\"";
        return (prefix + "x".repeat(TopicName.MAX_MESSAGE_BYTES - 200 - prefix.length()) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void send(String topic, byte[] value) throws ExecutionException, InterruptedException {
        send(topic, "N|Host|a", value);
    }

    private void send(String topic, String key, byte[] value) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    private void sendInTransaction(String topic, String key, byte[] value) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", "it-" + topic),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, key, value));
            producer.commitTransaction();
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "max.request.size", TopicName.MAX_MESSAGE_BYTES),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private ConsumerRecord<String, byte[]> read(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> consumer.poll(Duration.ofMillis(500)).records(partition),
                            records -> !records.isEmpty())
                    .get(0);
        }
    }
}
