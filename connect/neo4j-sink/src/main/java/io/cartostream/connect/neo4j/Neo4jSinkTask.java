package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.config.SinkConfig;
import io.cartostream.connect.neo4j.config.SinkVersion;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task of the sink. {@code put} decodes records and leaves them to a thread that writes; a later {@code put} throws if that failed.
 * {@code preCommit} gives the offsets of records that are committed in Neo4j, or safe with the errant-record reporter, and whose
 * superfluous bare ends are gone. A database that cannot be reached makes {@code put} throw {@link RetriableException} for as long as
 * that lasts. Writes only while its fences hold.
 */
public final class Neo4jSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(Neo4jSinkTask.class);

    private final Function<SinkConfig, TopicIdentities> identities;
    private final Duration patience;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable SinkSession session;

    /** For Connect. */
    public Neo4jSinkTask() {
        this(config -> new KafkaIdentities(config.kafka(), config.group()), SinkSession.PATIENCE);
    }

    /** For tests: with other ids than a broker's, and less patience. */
    Neo4jSinkTask(Function<SinkConfig, TopicIdentities> identities, Duration patience) {
        this.identities = identities;
        this.patience = patience;
    }

    @Override
    public String version() {
        return SinkVersion.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        Map<String, String> problems = SinkConfig.conflicts(properties);
        if (!problems.isEmpty()) {
            throw new ConnectException("the sink does not start: " + problems);
        }
        SinkConfig config = new SinkConfig(properties);
        SinkMetrics metrics = SinkMetrics.named(config.connector(), config.taskId());
        session = new SinkSession(
                config, identities.apply(config), reporter(), metrics, Clock.systemUTC(), stopped, patience);
        metrics.register();
        session.prepareIfReachable();
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        session().open(partitions);
        rewind();
    }

    /** Connect goes there before it polls again. */
    private void rewind() {
        Map<TopicPartition, Long> offsets = session().rewinds();
        if (!offsets.isEmpty()) {
            context.offset(new HashMap<>(offsets));
        }
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
            if (current.unsettled()) { // the next put, with records or without, tells what became of these
                context.timeout(current.reconnectMillis());
            }
        } catch (RetriableException e) {
            context.timeout(current.reconnectMillis());
            throw e;
        } finally {
            rewind();
        }
    }

    /** The written offsets alone. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> written = session().written(offsets);
        session().heartbeat(written);
        return written;
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

    SinkSession session() {
        if (session == null) {
            throw new ConnectException("the task was not started");
        }
        return session;
    }
}
