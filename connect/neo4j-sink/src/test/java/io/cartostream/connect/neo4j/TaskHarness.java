package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.fence.PartitionFences;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.testkit.Neo4jProcess;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.awaitility.Awaitility;

/** A task as a worker runs it, with a reporter that keeps what it is given. Close it. */
final class TaskHarness implements AutoCloseable {
    static final int PARTITIONS = 4;

    final List<SinkRecord> deadLetters = Collections.synchronizedList(new ArrayList<>());
    /** Why, in the same order. */
    final List<String> reasons = Collections.synchronizedList(new ArrayList<>());
    /** What Kafka says of where the consumers stand. */
    final Map<TopicPartition, PartitionFences.Position> positions = new HashMap<>();
    /** Where Kafka says that something is left to read. */
    final Set<TopicPartition> unread = new HashSet<>();
    /** Where they stand after what was {@link #put} here. */
    final Map<TopicPartition, PartitionFences.Position> committed = new HashMap<>();
    /** Where the task told Connect to go. */
    final Map<TopicPartition, Long> rewound = new HashMap<>();

    final Map<String, String> properties;
    private final Neo4jSinkTask task;
    private final boolean reporter;
    private long timeout = -1;
    /** What the reporter gives for the letters that come from now on: one that is safe, unless a test says otherwise. */
    volatile Future<Void> letter = CompletableFuture.completedFuture(null);

    TaskHarness(Neo4jProcess neo4j, Map<String, String> more) {
        this(neo4j, more, true, "topic-1");
    }

    TaskHarness(Neo4jProcess neo4j, Map<String, String> more, Duration patience) {
        this(neo4j, more, true, "topic-1", patience);
    }

    TaskHarness(Neo4jProcess neo4j, Map<String, String> more, boolean reporter, String topicId) {
        this(neo4j, more, reporter, topicId, SinkSession.PATIENCE);
    }

    private TaskHarness(
            Neo4jProcess neo4j, Map<String, String> more, boolean reporter, String topicId, Duration patience) {
        this.reporter = reporter;
        this.task = new Neo4jSinkTask(
                config -> new TopicIdentities() {
                    @Override
                    public PartitionFences.Identity of(Set<String> topics) {
                        return new PartitionFences.Identity("cluster-1", Map.of(ChangeRecords.TOPIC, topicId));
                    }

                    @Override
                    public Map<TopicPartition, PartitionFences.Position> positions(
                            Collection<TopicPartition> partitions) {
                        return positions;
                    }

                    @Override
                    public Set<TopicPartition> unread(Map<TopicPartition, Long> next) {
                        return unread;
                    }
                },
                patience);
        properties = new HashMap<>(Map.of(
                "name", "sink",
                "neo4j.uri", neo4j.uri(),
                "neo4j.password", Neo4jProcess.PASSWORD,
                "kafka.bootstrap.servers", "unused:9092",
                "neo4j.reconnect.ms", "50",
                "consumer.override.isolation.level", "read_committed"));
        properties.putAll(more);
        task.initialize(new Context());
    }

    static Collection<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(ChangeRecords.TOPIC, partition))
                .toList();
    }

    /** Starts the task and opens all partitions. */
    TaskHarness start() {
        return start(partitions());
    }

    /** Starts the task and opens these. */
    TaskHarness start(Collection<TopicPartition> partitions) {
        task.start(properties);
        task.open(partitions);
        return this;
    }

    void put(SinkRecord... records) {
        put(List.of(records));
    }

    /** Delivers the records and, as a worker does, polls on with nothing new until their offsets may be committed. */
    void put(Collection<SinkRecord> records) {
        task.put(records);
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        records.forEach(record -> ends.merge(
                new TopicPartition(record.topic(), record.kafkaPartition()),
                new OffsetAndMetadata(record.kafkaOffset() + 1),
                (one, other) -> one.offset() > other.offset() ? one : other));
        settle(ends);
        ends.forEach((partition, next) -> committed.put(partition, new PartitionFences.Position(next.offset(), 0)));
    }

    /** Polls on with nothing new until these offsets may be committed. */
    void settle(Map<TopicPartition, OffsetAndMetadata> ends) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(120))
                .until(() -> {
                    task.put(List.of());
                    return task.preCommit(ends).equals(ends);
                });
    }

    /** As JMX shows it. */
    Object metric(String name) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new ObjectName("io.cartostream.connect:type=neo4j-sink,connector=\"sink\",task=\"0\""),
                            name);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    long timeout() {
        return timeout;
    }

    Neo4jSinkTask task() {
        return task;
    }

    @Override
    public void close() {
        task.stop();
    }

    private final class Context implements SinkTaskContext {
        @Override
        public Map<String, String> configs() {
            return properties;
        }

        @Override
        public void offset(Map<TopicPartition, Long> offsets) {
            rewound.putAll(offsets);
        }

        @Override
        public void offset(TopicPartition tp, long offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void timeout(long timeoutMs) {
            timeout = timeoutMs;
        }

        @Override
        public Set<TopicPartition> assignment() {
            return Set.copyOf(partitions());
        }

        @Override
        public void pause(TopicPartition... partitions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resume(TopicPartition... partitions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void requestCommit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public org.apache.kafka.common.metrics.PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @org.jspecify.annotations.Nullable ErrantRecordReporter errantRecordReporter() {
            if (!reporter) {
                return null;
            }
            return (record, error) -> {
                deadLetters.add(record);
                reasons.add(String.valueOf(error.getMessage()));
                return letter;
            };
        }
    }
}
