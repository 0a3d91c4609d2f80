package io.cartostream.models.fact;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Identifies a relationship's end whose id is not known: a label (any that a node carries), and properties with
 * their values, all of which must match.
 *
 * @param label any label of the wanted nodes
 * @param values the compared properties and their wanted values, at least one
 */
public record LookupKey(String label, SortedMap<String, PropertyValue> values) {

    /** Copies the values; without any, throws {@link IllegalArgumentException}. */
    public LookupKey {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nodes are looked up by one property at least (" + label + ")");
        }
        values = FrozenMap.of(values);
    }

    /** A key of one property. */
    public LookupKey(String label, String property, PropertyValue value) {
        this(label, new TreeMap<>(Collections.singletonMap(property, value)));
    }
}
