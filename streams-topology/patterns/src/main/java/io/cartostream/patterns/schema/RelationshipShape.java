package io.cartostream.patterns.schema;

import java.util.Map;
import java.util.SortedSet;

/**
 * A relationship that a model declares.
 *
 * @param type the relationship type
 * @param from the labels at its start, of which each start node carries one
 * @param to the labels at its end
 * @param properties its own properties
 * @param suppliers the resource types that supply it
 */
public record RelationshipShape(
        String type,
        SortedSet<String> from,
        SortedSet<String> to,
        Map<String, PropertyShape> properties,
        SortedSet<SupplyType> suppliers) {}
