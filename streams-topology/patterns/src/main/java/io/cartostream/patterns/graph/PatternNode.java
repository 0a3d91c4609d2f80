package io.cartostream.patterns.graph;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The whole state of a node.
 *
 * @param key its identity
 * @param labels its labels, the identity label included
 * @param properties its present properties; {@code id} is always among them
 */
public record PatternNode(EntityKey.Node key, SortedSet<String> labels, SortedMap<String, PropertyValue> properties) {

    /** Copies the collections, and adds {@code id}. */
    public PatternNode {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        SortedMap<String, PropertyValue> copy = new TreeMap<>(properties);
        copy.put("id", new PropertyValue.Text(key.id()));
        properties = Collections.unmodifiableSortedMap(copy);
    }

    /** A node with labels and properties of any collection. */
    public static PatternNode of(EntityKey.Node key, Collection<String> labels, Map<String, PropertyValue> properties) {
        return new PatternNode(key, new TreeSet<>(labels), new TreeMap<>(properties));
    }

    /** Whether it carries one of the labels. */
    public boolean carriesAny(Collection<String> wanted) {
        return !Collections.disjoint(labels, wanted);
    }
}
