package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.connect.neo4j.testing.Neo4jProcess;
import io.cartostream.connect.neo4j.write.Fences;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A task as a worker runs it, with a reporter that keeps what it is given. Close it. */
final class TaskHarness implements AutoCloseable {
    static final int PARTITIONS = 4;

    final List<SinkRecord> deadLetters = new ArrayList<>();
    final Map<String, String> properties;
    private final Neo4jSinkTask task;
    private final boolean reporter;
    private long timeout = -1;

    TaskHarness(Neo4jProcess neo4j, Map<String, String> more) {
        this(neo4j, more, true, "topic-1");
    }

    TaskHarness(Neo4jProcess neo4j, Map<String, String> more, boolean reporter, String topicId) {
        this.reporter = reporter;
        this.task = new Neo4jSinkTask(
                config -> topics -> new Fences.Identity("cluster-1", Map.of(ChangeRecords.TOPIC, topicId)));
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

    void put(Collection<SinkRecord> records) {
        task.put(records);
        task.preCommit(Map.of());
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
            throw new UnsupportedOperationException();
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
                return CompletableFuture.completedFuture(null);
            };
        }
    }
}
