package io.cartostream.topology.metrics;

import io.cartostream.engine.scope.ScopeStatus;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import org.jspecify.annotations.Nullable;

/** How one scope stands. Written by one thread, read by others. */
final class ScopeBean implements DynamicMBean {

    private static final long MILLIS_PER_SECOND = 1000;

    private final InstantSource clock;
    private final LongAdder changed = new LongAdder();
    private final LongAdder retracted = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private volatile ScopeStatus status;

    ScopeBean(ScopeStatus status, InstantSource clock) {
        this.status = status;
        this.clock = clock;
    }

    void update(ScopeStatus now) {
        status = now;
    }

    boolean fresh() {
        return status.state() == ScopeStatus.State.FRESH;
    }

    void count(ScopeGauge gauge) {
        switch (gauge) {
            case CHANGED -> changed.increment();
            case RETRACTED -> retracted.increment();
            case DEAD_LETTERS -> deadLetters.increment();
            default -> throw new IllegalArgumentException(gauge + " is not counted");
        }
    }

    long value(ScopeGauge gauge) {
        ScopeStatus now = status;
        return switch (gauge) {
            case RESOURCES -> now.resources();
            case AGE -> age(now.lastCompletedStart());
            case STALE -> now.state() == ScopeStatus.State.STALE ? 1 : 0;
            case HELD -> now.state() == ScopeStatus.State.HELD ? 1 : 0;
            case HELD_RETRACTIONS -> now.heldRetractions();
            case RETIRED -> now.state() == ScopeStatus.State.RETIRED ? 1 : 0;
            case CHANGED -> changed.sum();
            case RETRACTED -> retracted.sum();
            case DEAD_LETTERS -> deadLetters.sum();
        };
    }

    private long age(@Nullable Long completedStart) {
        return completedStart == null ? -1 : Math.max(0, clock.millis() - completedStart) / MILLIS_PER_SECOND;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        for (ScopeGauge gauge : ScopeGauge.values()) {
            if (gauge.attribute().equals(attribute)) {
                return value(gauge);
            }
        }
        throw new AttributeNotFoundException(attribute);
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList list = new AttributeList();
        for (ScopeGauge gauge : ScopeGauge.values()) {
            if (Arrays.asList(attributes).contains(gauge.attribute())) {
                list.add(new Attribute(gauge.attribute(), value(gauge)));
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
        MBeanAttributeInfo[] attributes = Arrays.stream(ScopeGauge.values())
                .map(gauge ->
                        new MBeanAttributeInfo(gauge.attribute(), "long", gauge.description(), true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(getClass().getName(), "A scope", attributes, null, null, null);
    }
}
