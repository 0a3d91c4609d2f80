package io.cartostream.engine.node;

import io.cartostream.engine.message.AssertionBody;
import io.cartostream.models.fact.PropertyValue;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What all contributors together say of an entity.
 *
 * @param labels labels of a node, without its identity label unless asserted; empty for a relationship
 * @param properties without nulls
 */
record MergedState(SortedSet<String> labels, SortedMap<String, PropertyValue> properties) {
    AssertionBody body() {
        return AssertionBody.of(labels, properties);
    }
}
