package io.cartostream.bench.sinks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.GraphChange;
import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.graph.ChangeRecords;
import io.cartostream.cli.graph.SinkStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * A connector with its own topic. All rows are sent in one transaction, so they become readable at once. The measured time
 * starts at that commit and ends when the connector has committed the last offset.
 */
final class ConnectWriter implements BenchWriter, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final String name;
    private final String topic;
    private final String group;
    private final Function<GraphChange, byte[]> format;
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;

    private ConnectWriter(
            SinkStack stack, String name, String topic, String group, Function<GraphChange, byte[]> format) {
        this.name = name;
        this.topic = topic;
        this.group = group;
        this.format = format;
        this.admin = Admin.create(Map.of("bootstrap.servers", stack.cluster.bootstrapServers()));
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.cluster.bootstrapServers(),
                        "transactional.id",
                        topic,
                        "linger.ms",
                        "20"),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Creates the topic and the connector; returns when the connector runs. */
    static ConnectWriter start(
            SinkStack stack,
            String name,
            int partitions,
            Function<String, ObjectNode> configuration,
            Function<GraphChange, byte[]> format) {
        String connector = name.replaceAll("[^a-z0-9]+", "-");
        String topic = "bench-" + connector;
        stack.createTopic(topic, partitions);
        stack.registerFor(topic);
        ConnectRest rest = new ConnectRest(stack.settings(""));
        ConnectRest.Answer answer = rest.configure(
                connector, configuration.apply(topic).put("consumer.override.isolation.level", "read_committed"));
        if (answer.status() >= 400) {
            throw new IllegalStateException(name + ": " + answer.message());
        }
        Awaitility.await(name).atMost(PATIENCE).ignoreExceptions().until(() -> rest.status(connector)
                .state()
                .contains("RUNNING"));
        return new ConnectWriter(stack, name, topic, "connect-" + connector, format);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double write(List<GraphChange> rows) throws ExecutionException, InterruptedException {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        for (GraphChange change : rows) {
            sent.add(producer.send(new ProducerRecord<>(topic, ChangeRecords.key(change), format.apply(change))));
        }
        producer.flush();
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Future<RecordMetadata> one : sent) {
            RecordMetadata where = one.get();
            ends.merge(new TopicPartition(topic, where.partition()), where.offset() + 1, Math::max);
        }
        long begin = System.nanoTime();
        producer.commitTransaction();
        Awaitility.await(name)
                .atMost(PATIENCE)
                .pollDelay(LOOK)
                .pollInterval(LOOK)
                .until(() -> hasCommitted(ends));
        return (System.nanoTime() - begin) / 1e9;
    }

    private boolean hasCommitted(Map<TopicPartition, Long> ends) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata offset = committed.get(end.getKey());
            return offset != null && offset.offset() >= end.getValue();
        });
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
