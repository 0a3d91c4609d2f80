package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.change.ChangeDecoder;
import io.cartostream.connect.neo4j.change.InvalidChangeException;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import io.cartostream.connect.neo4j.write.Fence;
import io.cartostream.connect.neo4j.write.FencedException;
import io.cartostream.connect.neo4j.write.Fences;
import io.cartostream.connect.neo4j.write.Graph;
import io.cartostream.connect.neo4j.write.GraphWriter;
import io.cartostream.connect.neo4j.write.Pause;
import io.cartostream.connect.neo4j.write.Row;
import io.cartostream.connect.neo4j.write.SchemaKeeper;
import io.cartostream.connect.neo4j.write.UnreachableException;
import io.cartostream.connect.neo4j.write.UnusableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a started task does, in Connect's terms: prepares the database, opens fences, decodes, coalesces, writes, reports. */
final class SinkSession {
    private static final Logger LOG = LoggerFactory.getLogger(SinkSession.class);
    private static final Duration COUNT_EVERY = Duration.ofMinutes(1);
    private static final int FENCED_PUTS_BEFORE_STOP = 5;

    private final SinkConfig config;
    private final TopicIdentities identities;
    private final @Nullable Fences fences;
    private final Graph graph;
    private final GraphWriter writer;
    private final DeadLetters deadLetters;
    private final SinkMetrics metrics;
    private final ChangeDecoder decoder = new ChangeDecoder();
    private final Set<TopicPartition> toOpen = new HashSet<>();
    private final Clock clock;
    private boolean prepared;
    private Instant nextCount = Instant.EPOCH;
    private int fencedPuts;

    SinkSession(
            SinkConfig config,
            TopicIdentities identities,
            @Nullable ErrantRecordReporter reporter,
            SinkMetrics metrics,
            Clock clock,
            CountDownLatch stopped) {
        this.config = config;
        this.identities = identities;
        this.metrics = metrics;
        this.clock = clock;
        this.graph = new Graph(
                Drivers.create(config),
                config.getString(SinkConfig.DATABASE),
                Duration.ofMillis(config.getLong(SinkConfig.TRANSACTION_TIMEOUT)));
        Fences own = config.getBoolean(SinkConfig.FENCE)
                ? new Fences(graph, config.writer(), clock, Duration.ofMillis(config.getLong(SinkConfig.RETENTION)))
                : null;
        this.fences = own;
        this.deadLetters = new DeadLetters(reporter);
        this.writer = new GraphWriter(
                graph,
                own == null ? Fence.NONE : own,
                config.limits(),
                Pause.until(stopped),
                new java.util.Random(new SplittableRandom().nextLong()),
                (row, reason) -> deadLetters.report(row.origin(), reason),
                metrics,
                clock);
    }

    long reconnectMillis() {
        return config.getLong(SinkConfig.RECONNECT);
    }

    /** Fails at once where the database refuses us; waits for the first {@code put} where it cannot be reached yet. */
    void prepareIfReachable() {
        try {
            guarded(this::ready);
        } catch (RetriableException e) {
            LOG.warn("not ready yet, will try again: {}", e.getMessage());
        }
    }

    void open(Collection<TopicPartition> partitions) {
        toOpen.addAll(partitions);
        prepareIfReachable();
    }

    void close(Collection<TopicPartition> partitions) {
        toOpen.removeAll(partitions);
        if (fences != null) {
            fences.close(partitions);
        }
    }

    void write(Collection<SinkRecord> records) {
        guarded(() -> {
            ready();
            if (!records.isEmpty()) {
                writeReady(records);
                deadLetters.forget();
                fencedPuts = 0;
            }
        });
    }

    void heartbeat() {
        try {
            if (prepared && fences != null) {
                fences.heartbeat();
            }
            if (prepared && !clock.instant().isBefore(nextCount)) {
                nextCount = clock.instant().plus(COUNT_EVERY);
                metrics.bareEnds(GraphWriter.countBareEnds(graph));
            }
        } catch (RuntimeException e) { // the next write meets the same trouble and knows what to do about it
            LOG.debug("no heartbeat", e);
        }
    }

    void stop() {
        graph.close();
        metrics.close();
    }

    private void ready() {
        if (!prepared) {
            new SchemaKeeper(graph).prepare(config.indexes());
            prepared = true;
        }
        if (fences != null && !toOpen.isEmpty()) {
            Fences.Identity identity =
                    identities.of(toOpen.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
            List<String> gaps = fences.gaps(toOpen, identity);
            if (!gaps.isEmpty() && config.getString(SinkConfig.ON_GAP).equals("refuse")) {
                throw new ConnectException(String.join("; ", gaps));
            }
            gaps.forEach(gap -> LOG.warn("{}", gap));
            fences.open(toOpen, identity);
        }
        toOpen.clear();
    }

    private void writeReady(Collection<SinkRecord> records) {
        Map<String, Row> rows = new LinkedHashMap<>();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        int decoded = 0;
        for (SinkRecord record : records) {
            // the original ones: a transformation may have renamed the topic
            TopicPartition partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
            offsets.merge(partition, record.originalKafkaOffset(), Math::max);
            if (record.value() == null) {
                metrics.tombstone();
                continue;
            }
            try {
                Row row = new Row(decoder.decode(record.key(), record.value()), record);
                rows.put(row.change().key(), row);
                decoded++;
            } catch (InvalidChangeException e) {
                metrics.badRow();
                deadLetters.report(record, e);
            }
        }
        metrics.coalesced(decoded - rows.size());
        if (!rows.isEmpty()) {
            writer.write(rows.values(), offsets);
        }
    }

    /** Translates what happened below into what Connect may do about it. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (UnreachableException e) {
            throw new RetriableException(e.getMessage(), e);
        } catch (UnusableException e) {
            throw new ConnectException(e.getMessage(), e);
        } catch (FencedException e) {
            // A rebalance that has not reached us yet looks the same: leave it the time of a few polls.
            if (++fencedPuts < FENCED_PUTS_BEFORE_STOP) {
                throw new RetriableException(e.getMessage(), e);
            }
            throw new ConnectException(
                    e.getMessage()
                            + ": this task stops. If two connectors are meant to write, give each its own fence.writer",
                    e);
        }
    }
}
