package io.cartostream.patterns.graph;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole state of a relationship.
 *
 * @param key its identity
 * @param properties its present properties
 */
public record PatternRelationship(EntityKey.Relationship key, SortedMap<String, PropertyValue> properties) {

    /** Copies the map. */
    public PatternRelationship {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }
}
