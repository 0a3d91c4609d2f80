package io.cartostream.cli.connection;

import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A connection to a Kafka cluster: the admin client, and consumers and producers with suitable settings. Close it. */
public final class KafkaClient implements AutoCloseable {

    private static final int TIMEOUT_MS = 8_000;
    /** How long readers of committed records wait for a producer that died. */
    private static final int TRANSACTION_TIMEOUT_MS = 30_000;

    private final CliSettings settings;
    private final Admin admin;

    private KafkaClient(CliSettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    /**
     * Connects and waits at most eight seconds for an answer; fails at once if all brokers refuse connections.
     *
     * @throws CommandFailure in one line, if no broker answers
     */
    public static KafkaClient connect(CliSettings settings) {
        ListenerCheck.requireKafka(settings);
        Map<String, Object> properties = properties(settings);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        Admin admin;
        try {
            admin = Admin.create(properties);
        } catch (KafkaException e) {
            throw CommandFailure.failed(
                    "cannot use Kafka at " + settings.bootstrapServers() + ": " + FailureText.of(e), e);
        }
        KafkaClient kafka = new KafkaClient(settings, admin);
        try {
            kafka.get(admin.describeCluster().nodes());
            return kafka;
        } catch (CommandFailure e) {
            kafka.close();
            throw e;
        }
    }

    /** The admin client. Use {@link #get} for its answers. */
    public Admin admin() {
        return admin;
    }

    /** Waits for an answer of the admin client, and turns each failure into one line. */
    public <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_MS + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while waiting for Kafka", e);
        } catch (TimeoutException e) {
            throw unreachable(settings, e);
        } catch (ExecutionException e) {
            throw failure(settings, e.getCause() == null ? e : e.getCause());
        }
    }

    /** Turns a failure of a Kafka client into one line. */
    public static CommandFailure failure(CliSettings settings, Throwable cause) {
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return unreachable(settings, cause);
        }
        if (cause instanceof AuthenticationException) {
            return CommandFailure.failed(
                    "Kafka at " + settings.bootstrapServers() + " refuses the credentials: " + FailureText.of(cause)
                            + " (see --kafka-config)",
                    cause);
        }
        if (cause instanceof AuthorizationException) {
            return CommandFailure.failed("Kafka denies access: " + FailureText.of(cause), cause);
        }
        return CommandFailure.failed("Kafka: " + FailureText.of(cause), cause);
    }

    private static CommandFailure unreachable(CliSettings settings, Throwable cause) {
        return CommandFailure.failed(
                "Kafka at " + settings.bootstrapServers() + " does not answer (waited " + TIMEOUT_MS / 1000
                        + " s). Is it running? Start it, or name another with --bootstrap-servers.",
                cause);
    }

    /** A consumer without a group, which reads committed records only. */
    public Consumer<String, byte[]> consumer() {
        return consumer(Map.of());
    }

    /** A consumer that reads committed records only, with further settings. */
    public Consumer<String, byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> properties = properties(settings);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, TopicName.MAX_MESSAGE_BYTES);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        properties.putAll(more);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** An idempotent producer with Kafka's default partitioner, which every writer of the pipeline's topics uses. */
    public Producer<String, byte[]> producer() {
        return producer(Map.of());
    }

    /** A producer with transactions. A second one with this id ends the first, and aborts what a dead one left open. */
    public Producer<String, byte[]> transactionalProducer(String id) {
        return producer(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                id,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                TRANSACTION_TIMEOUT_MS,
                ProducerConfig.LINGER_MS_CONFIG,
                5));
    }

    private Producer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = properties(settings);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0); // single records are awaited one by one
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicName.MAX_MESSAGE_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.putAll(more);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** The physical name of a topic that must exist; otherwise a {@link CommandFailure}. */
    public String existing(TopicName topic) {
        String name = settings.namespace().topic(topic);
        requireTopics(List.of(name));
        return name;
    }

    /** Checks that all topics exist; otherwise a {@link CommandFailure}. */
    public void requireTopics(List<String> names) {
        Set<String> present = get(admin.listTopics().names());
        List<String> missing =
                names.stream().filter(name -> !present.contains(name)).sorted().toList();
        if (!missing.isEmpty()) {
            throw CommandFailure.failed("no topic " + String.join(", ", missing) + " on " + settings.bootstrapServers()
                    + ", or no permission to see it. Run `cartostream deploy`, or check --namespace and the"
                    + " permissions of the user.");
        }
    }

    /** Number of partitions of a topic. */
    public int partitions(String topic) {
        return get(admin.describeTopics(List.of(topic))
                        .topicNameValues()
                        .values()
                        .iterator()
                        .next())
                .partitions()
                .size();
    }

    /** The end offset of each partition, uncommitted records included. */
    public Map<Integer, Long> endOffsets(String topic) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int partition = 0; partition < partitions(topic); partition++) {
            wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        Map<Integer, Long> ends = new HashMap<>();
        get(admin.listOffsets(wanted).all())
                .forEach((partition, info) -> ends.put(partition.partition(), info.offset()));
        return ends;
    }

    /** Number of current members of a group; 0 if the group does not exist. */
    public int members(String group) {
        try {
            return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                    .mapToInt(description -> description.members().size())
                    .sum();
        } catch (CommandFailure e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    /** Committed offsets of a group; empty if the group does not exist. */
    public Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                new HashMap<>(get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
        offsets.values().removeIf(Objects::isNull);
        return offsets;
    }

    public CliSettings settings() {
        return settings;
    }

    private static Map<String, Object> properties(CliSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.putIfAbsent("client.id", "cartostream-cli");
        // Fail early to open a socket, so that the whole wait stays bounded.
        properties.putIfAbsent("socket.connection.setup.timeout.ms", "3000");
        properties.putIfAbsent("socket.connection.setup.timeout.max.ms", "5000");
        return properties;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
