package io.cartostream.topology.metrics;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import org.jspecify.annotations.Nullable;

/**
 * A read-only MBean with one {@code long} attribute for each constant of an enum. As safe for many threads as the function
 * that reads the values.
 *
 * @param <E> the enum
 */
final class EnumMBean<E extends Enum<E> & MetricAttribute> implements DynamicMBean {

    private final List<E> attributes;
    private final ToLongFunction<? super E> values;
    private final String description;

    EnumMBean(Class<E> type, ToLongFunction<? super E> values, String description) {
        this.attributes = List.of(type.getEnumConstants());
        this.values = values;
        this.description = description;
    }

    private Optional<E> find(String name) {
        return attributes.stream()
                .filter(attribute -> attribute.attribute().equals(name))
                .findFirst();
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        E attribute = find(name).orElseThrow(() -> new AttributeNotFoundException(name));
        return values.applyAsLong(attribute);
    }

    /** Leaves unknown names out, as the contract of MBeans demands. */
    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList list = new AttributeList();
        for (String name : names) {
            find(name).ifPresent(attribute -> list.add(new Attribute(name, values.applyAsLong(attribute))));
        }
        return list;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " is read-only");
    }

    @Override
    public AttributeList setAttributes(AttributeList changed) {
        return new AttributeList();
    }

    @Override
    public @Nullable Object invoke(String actionName, Object[] params, String[] signature) {
        throw new UnsupportedOperationException(actionName);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] infos = attributes.stream()
                .map(attribute -> new MBeanAttributeInfo(
                        attribute.attribute(), "long", attribute.description(), true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(getClass().getName(), description, infos, null, null, null);
    }
}
