package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.fence.ConsumerPosition;
import io.cartostream.connect.neo4j.fence.KafkaIdentity;
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
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Runs a task as a worker does, with a reporter that keeps its letters. Close it. */
final class TaskHarness implements AutoCloseable {
    static final int PARTITIONS = 4;

    final List<SinkRecord> deadLetters = Collections.synchronizedList(new ArrayList<>());
    /** The reasons, in the same order. */
    final List<String> reasons = Collections.synchronizedList(new ArrayList<>());
    /** The positions that Kafka reports. */
    final Map<TopicPartition, ConsumerPosition> positions = new HashMap<>();
    /** The partitions with records left to read. */
    final Set<TopicPartition> unread = new HashSet<>();
    /** The positions after each {@link #put}. */
    final Map<TopicPartition, ConsumerPosition> committed = new HashMap<>();
    /** The offsets to which the task sent Connect. */
    final Map<TopicPartition, Long> rewound = new HashMap<>();

    final Map<String, String> properties;
    private final Neo4jSinkTask task;
    private final boolean reporter;
    private long timeout = -1;
    /** The result of reporting the next letters; by default, they are safe at once. */
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
                    public KafkaIdentity of(Set<String> topics) {
                        return new KafkaIdentity("cluster-1", Map.of(ChangeRecords.TOPIC, topicId));
                    }

                    @Override
                    public Map<TopicPartition, ConsumerPosition> positions(Collection<TopicPartition> partitions) {
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

    /** Starts the task and opens these partitions. */
    TaskHarness start(Collection<TopicPartition> partitions) {
        task.start(properties);
        task.open(partitions);
        return this;
    }

    void put(SinkRecord... records) {
        put(List.of(records));
    }

    /** Delivers the records and then, as a worker does, polls without new records until the offsets may be committed. */
    void put(Collection<SinkRecord> records) {
        task.put(records);
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        records.forEach(record -> ends.merge(
                new TopicPartition(record.topic(), record.kafkaPartition()),
                new OffsetAndMetadata(record.kafkaOffset() + 1),
                (one, other) -> one.offset() > other.offset() ? one : other));
        settle(ends);
        ends.forEach((partition, next) -> committed.put(partition, new ConsumerPosition(next.offset(), 0)));
    }

    /** Polls without new records until these offsets may be committed. */
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

    /** Returns the value that JMX shows. */
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
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable ErrantRecordReporter errantRecordReporter() {
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
