package io.cartostream.topology.process;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.runtime.run.GroupProgress;
import io.cartostream.testkit.BrokerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/**
 * Waits until the application has read all records of its topics. To see the expected graph is not enough: the graph can pass
 * through the expected state while records that change it and change it back are still unread.
 */
final class TopicDrain {

    private static final List<TopicName> READ = List.of(
            TopicName.INVENTORY_RAW,
            TopicName.FACTS_BY_NODE,
            TopicName.RELATIONSHIPS_BY_TARGET,
            TopicName.LOOKUPS_BY_VALUE);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Several times the interval at which stored work goes on without records. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

    private final Admin admin;
    private final String group;
    private final List<TopicPartition> partitions;
    private final GroupProgress progress;

    TopicDrain(BrokerProcess broker, Namespace namespace, int partitions) {
        this.admin = broker.admin();
        this.group = namespace.group("topology");
        this.partitions = READ.stream()
                .map(namespace::topic)
                .flatMap(topic ->
                        IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
        this.progress = new GroupProgress(
                admin,
                group,
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    void await(Duration patience) {
        Awaitility.await("rest of " + group)
                .pollInterval(POLL)
                .during(LONG_ENOUGH)
                .atMost(patience)
                .until(this::reached);
    }

    /** True if at one moment everything was read: the ends are the same before and after, for one topic feeds the next. */
    private boolean reached() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> ends = progress.ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        return progress.hasReached(ends)
                && progress.ends(partitions, IsolationLevel.READ_UNCOMMITTED).equals(ends);
    }

    /**
     * For a person: each partition that is not read to its end, the end of what is committed there, the members and the
     * transactions.
     */
    String describe() {
        try {
            Map<TopicPartition, Long> ends = progress.ends(partitions, IsolationLevel.READ_UNCOMMITTED);
            Map<TopicPartition, Long> stable = progress.ends(partitions, IsolationLevel.READ_COMMITTED);
            StringBuilder text = new StringBuilder(group);
            progress.behind(ends)
                    .forEach((partition, offset) -> text.append("\n%s: read to %d, committed up to %d, end %d"
                            .formatted(partition, offset, stable.get(partition), ends.get(partition))));
            admin.describeConsumerGroups(List.of(group)).all().get().forEach((name, members) -> text.append("\n")
                    .append(members));
            admin.listTransactions().all().get().forEach(transaction -> text.append("\n")
                    .append(transaction));
            return text.toString();
        } catch (ExecutionException | TimeoutException e) {
            return group + ": " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return group + ": interrupted";
        }
    }
}
