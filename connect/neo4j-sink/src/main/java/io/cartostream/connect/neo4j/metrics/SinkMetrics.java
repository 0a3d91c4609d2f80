package io.cartostream.connect.neo4j.metrics;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the work of one task. Thread-safe. */
public final class SinkMetrics implements SinkMetricsMXBean, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkMetrics.class);
    /** The registered instances: one that closes late must not unregister its successor. */
    private static final Map<ObjectName, SinkMetrics> REGISTERED = new HashMap<>();

    private final LongAdder rows = new LongAdder();
    private final LongAdder coalesced = new LongAdder();
    private final LongAdder tombstones = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder bad = new LongAdder();
    private final LongAdder bareCreated = new LongAdder();
    private final LongAdder bareRemoved = new LongAdder();
    private final LongAdder halved = new LongAdder();
    private final LongAdder unreachable = new LongAdder();
    private final Map<String, LongAdder> retries = new ConcurrentHashMap<>();
    private final LatencyWindow latencies = new LatencyWindow(0);
    private volatile long bareEnds = -1;
    private final Optional<ObjectName> name;

    private SinkMetrics(Optional<ObjectName> name) {
        this.name = name;
    }

    /** Returns metrics that JMX never shows. */
    public static SinkMetrics unregistered() {
        return new SinkMetrics(Optional.empty());
    }

    /** Returns metrics of the connector's task, which JMX shows from {@link #register} on. */
    public static SinkMetrics named(String connector, String task) {
        try {
            return new SinkMetrics(Optional.of(new ObjectName("io.cartostream.connect:type=neo4j-sink,connector="
                    + ObjectName.quote(connector) + ",task=" + ObjectName.quote(task))));
        } catch (JMException e) {
            LOG.warn("no metrics over JMX", e);
            return unregistered();
        }
    }

    /** Shows the metrics in place of those of an earlier task of this name. A task works without JMX, so a failure is only logged. */
    public void register() {
        name.ifPresent(own -> {
            synchronized (REGISTERED) {
                try {
                    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
                    if (server.isRegistered(own)) {
                        server.unregisterMBean(own);
                    }
                    server.registerMBean(this, own);
                    REGISTERED.put(own, this);
                } catch (JMException e) {
                    LOG.warn("no metrics over JMX", e);
                }
            }
        });
    }

    /** A transaction is committed. */
    public void batch(int written, long bareEndsCreated) {
        batches.increment();
        rows.add(written);
        bareCreated.add(bareEndsCreated);
    }

    /** A row is committed this long after its observation. */
    public void latency(long millis) {
        latencies.add(millis);
    }

    /** Later records of the same poll replaced these. */
    public void coalesced(int records) {
        coalesced.add(records);
    }

    /** Records without a value were skipped. */
    public void tombstones(int records) {
        tombstones.add(records);
    }

    /** Rows were reported as bad. */
    public void badRows(int count) {
        bad.add(count);
    }

    /** Superfluous bare ends were deleted. */
    public void bareEndsRemoved(long count) {
        bareRemoved.add(count);
    }

    /** The bare ends in the graph were counted. */
    public void bareEnds(long count) {
        bareEnds = count;
    }

    /** A transaction is repeated. */
    public void retry(String cause) {
        retries.computeIfAbsent(cause, any -> new LongAdder()).increment();
    }

    /** A transaction is halved. */
    public void halved() {
        halved.increment();
    }

    /** The database could not be reached. */
    public void unreachable() {
        unreachable.increment();
    }

    @Override
    public long getRowsWritten() {
        return rows.sum();
    }

    @Override
    public long getRecordsCoalesced() {
        return coalesced.sum();
    }

    @Override
    public long getTombstonesIgnored() {
        return tombstones.sum();
    }

    @Override
    public long getBatches() {
        return batches.sum();
    }

    @Override
    public long getBadRows() {
        return bad.sum();
    }

    @Override
    public long getBareEndsCreated() {
        return bareCreated.sum();
    }

    @Override
    public long getBareEndsRemoved() {
        return bareRemoved.sum();
    }

    @Override
    public long getBareEnds() {
        return bareEnds;
    }

    @Override
    public Map<String, Long> getRetriesByCause() {
        Map<String, Long> counts = new TreeMap<>();
        retries.forEach((cause, count) -> counts.put(cause, count.sum()));
        return counts;
    }

    @Override
    public long getBatchesHalved() {
        return halved.sum();
    }

    @Override
    public long getUnreachable() {
        return unreachable.sum();
    }

    @Override
    public long getObservationToCommitMillisP50() {
        return latencies.percentile(0.50);
    }

    @Override
    public long getObservationToCommitMillisP95() {
        return latencies.percentile(0.95);
    }

    @Override
    public long getObservationToCommitMillisP99() {
        return latencies.percentile(0.99);
    }

    @Override
    public long getObservationToCommitMillisLast() {
        return latencies.last();
    }

    @Override
    public void close() {
        name.ifPresent(own -> {
            synchronized (REGISTERED) {
                try {
                    if (REGISTERED.remove(own, this)) {
                        ManagementFactory.getPlatformMBeanServer().unregisterMBean(own);
                    }
                } catch (JMException e) {
                    LOG.debug("metrics were no longer registered", e);
                }
            }
        });
    }
}
