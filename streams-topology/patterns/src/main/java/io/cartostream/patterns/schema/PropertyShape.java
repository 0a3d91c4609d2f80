package io.cartostream.patterns.schema;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the models say about a property of a label.
 *
 * @param kinds the kinds of value that it may have
 * @param suppliers the resource types that supply it
 */
public record PropertyShape(Set<ValueKind> kinds, SortedSet<SupplyType> suppliers) {

    /** Unites what several models say. */
    static PropertyShape union(Collection<PropertyShape> shapes) {
        Set<ValueKind> kinds = EnumSet.noneOf(ValueKind.class);
        SortedSet<SupplyType> suppliers = new TreeSet<>();
        for (PropertyShape shape : shapes) {
            kinds.addAll(shape.kinds());
            suppliers.addAll(shape.suppliers());
        }
        return new PropertyShape(kinds, suppliers);
    }
}
