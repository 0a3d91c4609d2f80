package io.cartostream.topology.metrics;

/** One attribute of an {@link EnumMBean}; implemented by enums. */
interface MetricAttribute {

    /** The attribute's name in JMX. */
    String attribute();

    /** What the value means, and what to do about it. */
    String description();
}
