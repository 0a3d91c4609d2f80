package io.cartostream.runtime.start;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.runtime.config.RuntimeConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Ensures before the first record that the brokers answer, the topics exist, and their partition counts match. */
public final class ClusterCheck {

    private final Admin admin;
    private final String bootstrapServers;
    private final Namespace namespace;
    private final String applicationId;
    private final Duration patience;

    /** Checks the cluster of these settings, and waits for it for their start timeout. */
    public ClusterCheck(Admin admin, RuntimeConfig config) {
        this.admin = admin;
        this.bootstrapServers = config.bootstrapServers();
        this.namespace = config.namespace();
        this.applicationId = config.applicationId();
        this.patience = config.startTimeout();
    }

    /**
     * Returns the partition counts of the required topics.
     *
     * @throws FatalStartException if the application could not run on these topics
     */
    public Map<TopicName, Integer> run(TopicRequirements requirements) {
        Map<String, Integer> counts = partitionCounts(requirements);
        TreeSet<String> missing = new TreeSet<>();
        Map<TopicName, Integer> found = new EnumMap<>(TopicName.class);
        for (TopicName topic : requirements.topics()) {
            Integer count = counts.get(namespace.topic(topic));
            if (count == null) {
                missing.add(namespace.topic(topic));
            } else {
                found.put(topic, count);
            }
        }
        if (!missing.isEmpty()) {
            throw new FatalStartException("topics are missing on " + bootstrapServers + ": "
                    + String.join(", ", missing) + ": run `cartostream deploy`");
        }
        requirements.copartitioned().forEach(group -> checkEqual(group, found));
        checkState(requirements.sourceOfStore(), found, counts);
        return found;
    }

    private void checkEqual(List<TopicName> group, Map<TopicName, Integer> found) {
        TopicName first = group.get(0);
        for (TopicName other : group) {
            if (!Objects.equals(found.get(first), found.get(other))) {
                throw new FatalStartException(namespace.topic(first) + " has " + found.get(first) + " partitions and "
                        + namespace.topic(other) + " has " + found.get(other)
                        + ": the counts must be equal; delete both topics and run `cartostream deploy`");
            }
        }
    }

    private void checkState(
            Map<String, TopicName> sourceOfStore, Map<TopicName, Integer> found, Map<String, Integer> counts) {
        sourceOfStore.forEach((store, topic) -> {
            Integer changelog = counts.get(changelog(store));
            if (changelog != null && !changelog.equals(found.get(topic))) {
                throw new FatalStartException(
                        namespace.topic(topic) + " has " + found.get(topic)
                                + " partitions, but the state was written for "
                                + changelog
                                + ": partition counts are fixed; restore the topic or rebuild in a new namespace (`cartostream deploy`)");
            }
        });
    }

    private String changelog(String store) {
        return applicationId + "-" + store + "-changelog";
    }

    private Map<String, Integer> partitionCounts(TopicRequirements requirements) {
        List<String> names = Stream.concat(
                        requirements.topics().stream().map(namespace::topic),
                        requirements.sourceOfStore().keySet().stream().map(this::changelog))
                .toList();
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        names, new DescribeTopicsOptions().timeoutMs((int) patience.toMillis()))
                .topicNameValues();
        Map<String, Integer> counts = new HashMap<>();
        answers.forEach((name, answer) -> {
            try {
                counts.put(name, answer.get().partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw unreachable(e.getCause() == null ? e : e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FatalStartException("interrupted while asking " + bootstrapServers, e);
            }
        });
        return counts;
    }

    private FatalStartException unreachable(Throwable cause) {
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return new FatalStartException(
                    "Kafka at " + bootstrapServers + " refuses access (check kafka.security.protocol, kafka.sasl.*): "
                            + cause.getMessage(),
                    cause);
        }
        return new FatalStartException(
                "cannot reach Kafka at " + bootstrapServers + " (bootstrap.servers) within " + patience.toSeconds()
                        + " s: " + cause.getMessage(),
                cause);
    }
}
