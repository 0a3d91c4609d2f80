package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.config.SinkConfig;
import io.cartostream.connect.neo4j.config.SinkVersion;
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

/**
 * One task of the sink. {@code put} decodes records and hands them to a thread that writes; a later {@code put} throws if the write
 * failed. {@code preCommit} returns the offsets before which every record is committed in Neo4j, or safe with the errant-record
 * reporter, and before which superfluous bare ends are deleted. While the database cannot be reached, {@code put} throws
 * {@link RetriableException}. The task writes only while its fences are valid.
 */
public final class Neo4jSinkTask extends SinkTask {

    private final Function<SinkConfig, TopicIdentities> identities;
    private final Duration patience;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable SinkSession session;

    /** For Connect. */
    public Neo4jSinkTask() {
        this(config -> new KafkaIdentities(config.kafka(), config.group()), SinkSession.PATIENCE);
    }

    /** For tests: with ids that no broker returns, and less patience. */
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
        ConfigConflicts.requireNone(properties);
        SinkConfig config = new SinkConfig(properties);
        session = new SinkSession(config, identities.apply(config), reporter(), Clock.systemUTC(), stopped, patience);
        session.start();
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        session().open(partitions);
        rewind();
    }

    /** Connect seeks to these offsets before it polls again. */
    private void rewind() {
        Map<TopicPartition, Long> offsets = session().takeRewinds();
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
            if (current.unsettled()) { // the next put, even without records, throws if these failed
                context.timeout(current.reconnectMillis());
            }
        } catch (RetriableException e) {
            context.timeout(current.reconnectMillis());
            throw e;
        } finally {
            rewind();
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> written = session().committable(offsets);
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
            throw new ConnectException("the task is not started");
        }
        return session;
    }
}
