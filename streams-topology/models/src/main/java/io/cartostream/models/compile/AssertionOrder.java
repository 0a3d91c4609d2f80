package io.cartostream.models.compile;

import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.PropertyValue;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A total order on the assertions of one declaration. It decides which of two items with one id is taken. */
final class AssertionOrder {
    static final Comparator<FactAssertion> ORDER = AssertionOrder::compare;

    private static final Comparator<@Nullable PropertyValue> VALUES = Comparator.nullsFirst(PropertyOrder.ORDER);

    private AssertionOrder() {}

    /** The names of the properties that differ; {@code labels} if the labels do. */
    static Set<String> differences(FactAssertion left, FactAssertion right) {
        Set<String> names = new TreeSet<>();
        left.properties().forEach((name, value) -> {
            if (!Objects.equals(value, right.properties().get(name))) {
                names.add(name);
            }
        });
        if (!left.labels().equals(right.labels())) {
            names.add("labels");
        }
        return names;
    }

    /** Both have the same properties, because they come from one declaration. */
    private static int compare(FactAssertion left, FactAssertion right) {
        for (String name : left.properties().keySet()) {
            int order = VALUES.compare(
                    left.properties().get(name), right.properties().get(name));
            if (order != 0) {
                return order;
            }
        }
        return compare(left.labels(), right.labels());
    }

    private static int compare(SortedSet<String> left, SortedSet<String> right) {
        Iterator<String> others = right.iterator();
        for (String label : left) {
            int order = others.hasNext() ? label.compareTo(others.next()) : 1;
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }
}
