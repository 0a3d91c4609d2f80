package io.cartostream.engine.node;

import io.cartostream.engine.message.AssertionBody;
import io.cartostream.models.fact.PropertyValue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The assertions of all contributors to an entity, merged. Immutable: the caller hands over the collections and does not
 * change them afterwards.
 *
 * @param labels labels of a node, without its identity label unless asserted; empty for a relationship
 * @param properties without nulls
 */
record MergedState(SortedSet<String> labels, SortedMap<String, PropertyValue> properties) {
    MergedState {
        labels = Collections.unmodifiableSortedSet(labels);
        properties = Collections.unmodifiableSortedMap(properties);
    }

    MergedState withLabel(String label) {
        SortedSet<String> more = new TreeSet<>(labels);
        more.add(label);
        return new MergedState(more, properties);
    }

    AssertionBody body() {
        return AssertionBody.of(labels, properties);
    }
}
