package io.cartostream.topology.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counters of the process. Safe for many threads. */
public final class TopologyMeters {

    /** Name of the MBean. */
    public static final String OBJECT_NAME = "io.cartostream:type=Topology";

    private static final Logger LOG = LoggerFactory.getLogger(TopologyMeters.class);

    private final Map<TopologyMeter, LongAdder> counters = new EnumMap<>(TopologyMeter.class);

    /** Creates all counters with the value 0. */
    public TopologyMeters() {
        for (TopologyMeter meter : TopologyMeter.values()) {
            counters.put(meter, new LongAdder());
        }
    }

    /** Returns new counters that replace those registered in this server before. A failure is logged; counting continues. */
    public static TopologyMeters registered(MBeanServer server) {
        TopologyMeters meters = new TopologyMeters();
        try {
            ObjectName name = new ObjectName(OBJECT_NAME);
            if (server.isRegistered(name)) {
                server.unregisterMBean(name);
            }
            server.registerMBean(new EnumMBean<>(TopologyMeter.class, meters::value, "Cartostream's topology"), name);
        } catch (JMException e) {
            LOG.warn("Metrics are not available over JMX: {}", e.toString());
        }
        return meters;
    }

    public void add(TopologyMeter meter, long count) {
        counter(meter).add(count);
    }

    public void count(TopologyMeter meter) {
        counter(meter).increment();
    }

    public long value(TopologyMeter meter) {
        return counter(meter).sum();
    }

    private LongAdder counter(TopologyMeter meter) {
        LongAdder counter = counters.get(meter);
        if (counter == null) {
            throw new IllegalStateException("no counter " + meter);
        }
        return counter;
    }
}
