package io.cartostream.topology.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import org.jspecify.annotations.Nullable;

/** The process's counters, readable over JMX. Safe for many threads. */
public final class TopologyMeters implements DynamicMBean {

    /** The MBean's name. */
    public static final String OBJECT_NAME = "io.cartostream:type=Topology";

    private final Map<TopologyMeter, LongAdder> counters = new EnumMap<>(TopologyMeter.class);

    /** All counters at zero. */
    public TopologyMeters() {
        for (TopologyMeter meter : TopologyMeter.values()) {
            counters.put(meter, new LongAdder());
        }
    }

    public void add(TopologyMeter meter, long count) {
        counter(meter).add(count);
    }

    public void count(TopologyMeter meter) {
        counter(meter).increment();
    }

    /** The current value. */
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

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        for (TopologyMeter meter : TopologyMeter.values()) {
            if (meter.attribute().equals(attribute)) {
                return value(meter);
            }
        }
        throw new AttributeNotFoundException(attribute);
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList list = new AttributeList();
        for (String attribute : attributes) {
            try {
                list.add(new Attribute(attribute, getAttribute(attribute)));
            } catch (AttributeNotFoundException e) {
                // by contract: what does not exist is left out
                continue;
            }
        }
        return list;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " is read-only");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public @Nullable Object invoke(String actionName, Object[] params, String[] signature) {
        throw new UnsupportedOperationException(actionName);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = new MBeanAttributeInfo[TopologyMeter.values().length];
        for (TopologyMeter meter : TopologyMeter.values()) {
            attributes[meter.ordinal()] =
                    new MBeanAttributeInfo(meter.attribute(), "long", meter.description(), true, false, false);
        }
        return new MBeanInfo(getClass().getName(), "Cartostream's topology", attributes, null, null, null);
    }
}
