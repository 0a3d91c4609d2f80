package io.cartostream.models.fact;

import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The labels and properties that one declaration of a model gives an entity.
 *
 * @param shape name of the declaration, e.g. {@code ec2.instance#AWSEC2Instance}: all its assertions declare the same
 *     properties, whichever resource they come from
 * @param role whether the declaring model owns the entity's identity label, knows part of the entity, or enriches it
 * @param ownAccount whether the scope's account is the account that the resource belongs to
 * @param labels all labels that the declaration gives here, conditional ones included; empty for relationships
 * @param properties declared properties; null means that the resource has no value
 */
public record FactAssertion(
        String shape,
        AssertionRole role,
        boolean ownAccount,
        SortedSet<String> labels,
        SortedMap<String, @Nullable PropertyValue> properties) {

    /** Copies the collections, unless they are frozen. */
    public FactAssertion {
        labels = FrozenSet.of(labels);
        properties = FrozenMap.of(properties);
    }
}
