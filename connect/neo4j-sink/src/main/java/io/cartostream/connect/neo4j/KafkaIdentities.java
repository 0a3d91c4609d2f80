package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.write.Fences;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka with a client of its own, closed at once: topics are opened rarely. */
final class KafkaIdentities implements TopicIdentities {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaIdentities.class);
    private static final long SECONDS = 20;
    /** A topic that we were just given is known to all brokers within seconds. */
    private static final int LOOKS_FOR_A_TOPIC = 5;

    private final Map<String, Object> client;
    private final String group;
    private int unknown;

    /** @param group the group of the connector's consumers */
    KafkaIdentities(Map<String, Object> client, String group) {
        this.client = client;
        this.group = group;
    }

    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
    }

    @Override
    public Fences.Identity of(Set<String> topics) {
        return ask("the ids of " + topics, admin -> {
            String cluster = admin.describeCluster().clusterId().get(SECONDS, TimeUnit.SECONDS);
            Map<String, String> ids = new HashMap<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .forEach((name, description) ->
                            ids.put(name, description.topicId().toString()));
            return new Fences.Identity(cluster, ids);
        });
    }

    /** A sink may work without the right to describe its group; then nobody notices a graph that is older than the offsets. */
    @Override
    public Map<TopicPartition, Fences.Position> positions(Collection<TopicPartition> partitions) {
        try {
            return ask("the offsets of the group " + group, admin -> {
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get(SECONDS, TimeUnit.SECONDS);
                Map<TopicPartition, ListOffsetsResultInfo> beginnings = admin.listOffsets(
                                partitions.stream().collect(Collectors.toMap(any -> any, any -> OffsetSpec.earliest())))
                        .all()
                        .get(SECONDS, TimeUnit.SECONDS);
                Map<TopicPartition, Fences.Position> positions = new HashMap<>();
                beginnings.forEach((partition, beginning) -> {
                    OffsetAndMetadata next = committed.get(partition);
                    positions.put(
                            partition, new Fences.Position(next == null ? -1 : next.offset(), beginning.offset()));
                });
                return positions;
            });
        } catch (RetriableException e) {
            throw e;
        } catch (ConnectException e) {
            LOG.warn(
                    "whether the graph is older than the offsets of {} (a restored backup) cannot be noticed: {}",
                    group,
                    e.getMessage());
            return Map.of();
        }
    }

    private <T> T ask(String what, Question<T> question) {
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

    /** What somebody must do something about stops the task; all else may pass. */
    RuntimeException failure(String what, Throwable failure) {
        String message = "Kafka does not tell " + what + ": " + rootMessage(failure);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownTopicOrPartitionException && ++unknown < LOOKS_FOR_A_TOPIC) {
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
            return "Check the kafka.* keys (kafka.security.protocol, kafka.sasl.*, kafka.ssl.*): the fence's own client needs what "
                    + "the worker's clients have";
        }
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            return "Is kafka.bootstrap.servers the worker's own Kafka? Else create the topic (cartostream deploy) or mend the key "
                    + "topics, then restart the connector";
        }
        if (cause instanceof UnsupportedVersionException) {
            return "The brokers are too old: topics have ids from Kafka 2.8 on";
        }
        if (cause instanceof ConfigException
                && !String.valueOf(cause.getMessage()).contains("No resolvable")) { // as long as DNS does not answer
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
