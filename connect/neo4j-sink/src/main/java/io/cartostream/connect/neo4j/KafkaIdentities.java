package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.fence.ConsumerPosition;
import io.cartostream.connect.neo4j.fence.KafkaIdentity;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka with a separate client, which it closes after each question: partitions are opened rarely. */
final class KafkaIdentities implements TopicIdentities {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaIdentities.class);
    private static final long SECONDS = 20;
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    /** Within seconds, all brokers know a topic that was assigned just now. */
    private static final int ATTEMPTS_TO_FIND_A_TOPIC = 5;

    private final Map<String, Object> client;
    private final String group;
    private int unknown;
    private boolean warnedOfMissingRight;

    /** @param group the group of the connector's consumers */
    KafkaIdentities(Map<String, Object> client, String group) {
        this.client = client;
        this.group = group;
    }

    private interface AdminQuestion<T> {
        T ask(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
    }

    @Override
    public KafkaIdentity of(Set<String> topics) {
        return ask("the ids of " + topics, admin -> {
            String cluster = admin.describeCluster().clusterId().get(SECONDS, TimeUnit.SECONDS);
            Map<String, String> ids = new HashMap<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .forEach((name, description) ->
                            ids.put(name, description.topicId().toString()));
            return new KafkaIdentity(cluster, ids);
        });
    }

    /** Without the right to describe its group, a sink works, but does not notice a graph that is older than the offsets. */
    @Override
    public Map<TopicPartition, ConsumerPosition> positions(Collection<TopicPartition> partitions) {
        try {
            return ask("the offsets of the group " + group, admin -> {
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get(SECONDS, TimeUnit.SECONDS);
                Map<TopicPartition, ListOffsetsResultInfo> beginnings = admin.listOffsets(
                                partitions.stream().collect(Collectors.toMap(any -> any, any -> OffsetSpec.earliest())))
                        .all()
                        .get(SECONDS, TimeUnit.SECONDS);
                Map<TopicPartition, ConsumerPosition> positions = new HashMap<>();
                beginnings.forEach((partition, beginning) -> {
                    OffsetAndMetadata next = committed.get(partition);
                    positions.put(
                            partition, new ConsumerPosition(next == null ? -1 : next.offset(), beginning.offset()));
                });
                return positions;
            });
        } catch (RetriableException e) {
            throw e;
        } catch (ConnectException e) {
            LOG.warn(
                    "cannot check whether the graph is older than the offsets of {}, as after restoring a backup: {}",
                    group,
                    e.getMessage());
            return Map.of();
        }
    }

    /**
     * Finds out by reading: the marker of a transaction follows its last record, and offsets alone do not distinguish it from a
     * record. Without the right to read for this client, a sink works, but does not notice that it was paused too long.
     */
    @Override
    public Set<TopicPartition> unread(Map<TopicPartition, Long> next) {
        Set<TopicPartition> unknown = new HashSet<>(next.keySet());
        Set<TopicPartition> unread = new HashSet<>();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(reader(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(next.keySet());
            next.forEach(consumer::seek);
            Map<TopicPartition, Long> ends = consumer.endOffsets(next.keySet());
            unknown.removeIf(partition -> atEnd(consumer, partition, ends));
            long begin = System.nanoTime();
            while (!unknown.isEmpty() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(SECONDS)) {
                Set<TopicPartition> found = consumer.poll(POLL_TIMEOUT).partitions();
                consumer.pause(found);
                unread.addAll(found);
                unknown.removeAll(found);
                unknown.removeIf(partition -> atEnd(consumer, partition, ends));
            }
        } catch (AuthorizationException e) {
            if (!warnedOfMissingRight) {
                warnedOfMissingRight = true;
                LOG.warn(
                        "cannot check whether the sink was paused for longer than the topic retains deletions: {}. The"
                                + " user of the kafka.* keys needs the right to read the topics",
                        e.getMessage());
            }
            return Set.of();
        }
        unread.addAll(unknown);
        return unread;
    }

    private static boolean atEnd(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, Map<TopicPartition, Long> ends) {
        return consumer.position(partition) >= ends.getOrDefault(partition, Long.MAX_VALUE);
    }

    /** One record is enough for an answer. */
    private Map<String, Object> reader() {
        Map<String, Object> reader = new HashMap<>(client);
        reader.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, ConfigConflicts.READ_COMMITTED);
        reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reader.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        reader.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        reader.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        reader.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TimeUnit.SECONDS.toMillis(SECONDS));
        return reader;
    }

    private <T> T ask(String what, AdminQuestion<T> question) {
        try (Admin admin = Admin.create(client)) {
            T answer = question.ask(admin);
            unknown = 0;
            return answer;
        } catch (ExecutionException e) {
            throw failure(what, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw failure(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetriableException("interrupted", e);
        }
    }

    /** A failure that needs an operator stops the task; any other may pass. */
    RuntimeException failure(String what, Throwable failure) {
        String message = "Kafka does not return " + what + ": " + rootMessage(failure);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownTopicOrPartitionException && ++unknown < ATTEMPTS_TO_FIND_A_TOPIC) {
                return new RetriableException(message, failure);
            }
            String advice = advice(cause);
            if (advice != null) {
                return new ConnectException(message + ". " + advice, failure);
            }
        }
        return new RetriableException(message + " (kafka.bootstrap.servers)", failure);
    }

    private static @Nullable String advice(Throwable cause) {
        if (cause instanceof AuthorizationException) {
            return "The user of the kafka.* keys needs the right to describe the topics and the connector's group";
        }
        if (cause instanceof AuthenticationException) {
            return "Check the kafka.* keys (kafka.security.protocol, kafka.sasl.*, kafka.ssl.*): the fence's client"
                    + " needs the same settings as the worker's clients";
        }
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            return "Is kafka.bootstrap.servers the worker's own Kafka? If so, create the topic (cartostream deploy) or"
                    + " fix the key topics, then restart the connector";
        }
        if (cause instanceof UnsupportedVersionException) {
            return "The brokers are too old: the sink needs topic ids, which Kafka has since 2.8";
        }
        if (cause instanceof ConfigException
                && !String.valueOf(cause.getMessage())
                        .contains("No resolvable")) { // "No resolvable": DNS does not answer yet
            return "Check the kafka.* keys";
        }
        return null;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ", " + root.getMessage());
    }
}
