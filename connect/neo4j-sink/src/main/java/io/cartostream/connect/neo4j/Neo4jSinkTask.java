package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * One task of the sink. When {@code put} returns, its records are committed in Neo4j or safe with the errant-record reporter, and
 * superfluous bare ends are gone: only then does Connect commit their offsets. A database that cannot be reached makes it throw
 * {@link RetriableException} for as long as that lasts. Writes only while its fences hold.
 */
public final class Neo4jSinkTask extends SinkTask {
    private final Function<SinkConfig, TopicIdentities> identities;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable SinkSession session;

    /** For Connect. */
    public Neo4jSinkTask() {
        this(config -> TopicIdentities.kafka(config.kafka()));
    }

    /** For tests: with other ids than a broker's. */
    Neo4jSinkTask(Function<SinkConfig, TopicIdentities> identities) {
        this.identities = identities;
    }

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        Map<String, String> problems = SinkConfig.conflicts(properties);
        if (!problems.isEmpty()) {
            throw new ConnectException("the sink does not start: " + problems);
        }
        SinkConfig config = new SinkConfig(properties);
        SinkMetrics metrics = SinkMetrics.register(config.connector(), config.taskId());
        session = new SinkSession(config, identities.apply(config), reporter(), metrics, Clock.systemUTC(), stopped);
        session.prepareIfReachable();
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        session().open(partitions);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        session().close(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        SinkSession current = session();
        try {
            current.write(records);
        } catch (RetriableException e) {
            context.timeout(current.reconnectMillis());
            throw e;
        }
    }

    /** What Connect delivered is written when {@code put} returned, so these offsets are the written ones. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        session().heartbeat();
        return offsets;
    }

    @Override
    public void stop() {
        stopped.countDown();
        if (session != null) {
            session.stop();
        }
    }

    private @Nullable ErrantRecordReporter reporter() {
        try {
            return context.errantRecordReporter();
        } catch (NoSuchMethodError | NoClassDefFoundError e) { // a worker before Kafka 2.6
            return null;
        }
    }

    private SinkSession session() {
        if (session == null) {
            throw new ConnectException("the task was not started");
        }
        return session;
    }
}
