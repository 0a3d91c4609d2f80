package io.cartostream.models.compile;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Flag;
import io.cartostream.models.fact.PropertyValue.Listing;
import io.cartostream.models.fact.PropertyValue.Moment;
import io.cartostream.models.fact.PropertyValue.Real;
import io.cartostream.models.fact.PropertyValue.Text;
import io.cartostream.models.fact.PropertyValue.Whole;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** A total order on property values. It sorts sets and decides which of two values wins inside one payload. */
final class PropertyOrder {
    static final Comparator<PropertyValue> ORDER = PropertyOrder::compare;

    private PropertyOrder() {}

    /** Sorted, without repetitions. */
    static List<PropertyValue> set(List<PropertyValue> values) {
        return values.stream().sorted(ORDER).distinct().toList();
    }

    private static int compare(PropertyValue left, PropertyValue right) {
        if (left instanceof Text a && right instanceof Text b) {
            return a.value().compareTo(b.value());
        }
        if (left instanceof Whole a && right instanceof Whole b) {
            return Long.compare(a.value(), b.value());
        }
        if (left instanceof Real a && right instanceof Real b) {
            return Double.compare(a.value(), b.value());
        }
        if (left instanceof Flag a && right instanceof Flag b) {
            return Boolean.compare(a.value(), b.value());
        }
        if (left instanceof Moment a && right instanceof Moment b) {
            return a.value().compareTo(b.value());
        }
        if (left instanceof Listing a && right instanceof Listing b) {
            return compare(a, b);
        }
        return left.getClass().getSimpleName().compareTo(right.getClass().getSimpleName());
    }

    private static int compare(Listing left, Listing right) {
        Iterator<PropertyValue> others = right.values().iterator();
        for (PropertyValue value : left.values()) {
            if (!others.hasNext()) {
                return 1;
            }
            int order = compare(value, others.next());
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }
}
