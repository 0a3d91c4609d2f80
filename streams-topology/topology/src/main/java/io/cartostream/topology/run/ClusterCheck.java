package io.cartostream.topology.run;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.topology.stage.TopologyNames;
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

/** Before the first record: the brokers answer, the topics are there, and their partition counts fit together. */
public final class ClusterCheck {

    static final List<TopicName> TOPICS = List.of(
            TopicName.INVENTORY_RAW,
            TopicName.INVENTORY_RAW_DLQ,
            TopicName.INVENTORY_LATEST,
            TopicName.SCOPE_STATUS,
            TopicName.GRAPH_CHANGES,
            TopicName.GRAPH_CHANGES_DLQ,
            TopicName.FACTS_BY_NODE,
            TopicName.RELATIONSHIPS_BY_TARGET,
            TopicName.LOOKUPS_BY_VALUE,
            TopicName.MODEL_EPOCH);

    /** One store of each sub-topology, and the topic that its partitions are those of. */
    private static final Map<TopologyNames, TopicName> SOURCE_OF_STORE = Map.of(
            TopologyNames.SCOPE_STORE, TopicName.INVENTORY_RAW,
            TopologyNames.ENTITY_STORE, TopicName.FACTS_BY_NODE,
            TopologyNames.CARRIER_STORE, TopicName.LOOKUPS_BY_VALUE);

    private final Admin admin;
    private final String bootstrapServers;
    private final Namespace namespace;
    private final String applicationId;

    public ClusterCheck(Admin admin, String bootstrapServers, Namespace namespace, String applicationId) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
        this.namespace = namespace;
        this.applicationId = applicationId;
    }

    /**
     * Partition counts of the topics.
     *
     * @throws FatalStartException if the application could not run on them
     */
    public Map<TopicName, Integer> run(Duration patience) {
        Map<String, Integer> counts = partitionCounts(patience);
        TreeSet<String> missing = new TreeSet<>();
        Map<TopicName, Integer> found = new EnumMap<>(TopicName.class);
        for (TopicName topic : TOPICS) {
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
        checkCounts(found, counts);
        return found;
    }

    private void checkCounts(Map<TopicName, Integer> found, Map<String, Integer> counts) {
        if (!Objects.equals(found.get(TopicName.FACTS_BY_NODE), found.get(TopicName.RELATIONSHIPS_BY_TARGET))) {
            throw new FatalStartException(namespace.topic(TopicName.FACTS_BY_NODE) + " has "
                    + found.get(TopicName.FACTS_BY_NODE) + " partitions and "
                    + namespace.topic(TopicName.RELATIONSHIPS_BY_TARGET) + " "
                    + found.get(TopicName.RELATIONSHIPS_BY_TARGET)
                    + ": they must have as many: delete both and run `cartostream deploy`");
        }
        SOURCE_OF_STORE.forEach((store, topic) -> {
            Integer changelog = counts.get(changelog(store));
            if (changelog != null && !changelog.equals(found.get(topic))) {
                throw new FatalStartException(
                        namespace.topic(topic) + " has " + found.get(topic)
                                + " partitions, the state was kept for " + changelog
                                + ": partition counts are fixed; restore the topic or rebuild in a new namespace (`cartostream deploy`)");
            }
        });
    }

    private String changelog(TopologyNames store) {
        return applicationId + "-" + store.text() + "-changelog";
    }

    private Map<String, Integer> partitionCounts(Duration patience) {
        List<String> names = Stream.concat(
                        TOPICS.stream().map(namespace::topic),
                        SOURCE_OF_STORE.keySet().stream().map(this::changelog))
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
                    throw unreachable(e.getCause() == null ? e : e.getCause(), patience);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FatalStartException("interrupted while asking " + bootstrapServers, e);
            }
        });
        return counts;
    }

    private FatalStartException unreachable(Throwable cause, Duration patience) {
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
