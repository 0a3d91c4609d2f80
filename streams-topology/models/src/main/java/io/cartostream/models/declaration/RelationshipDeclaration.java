package io.cartostream.models.declaration;

import io.cartostream.models.source.Location;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A relationship of a node.
 *
 * @param at where it is declared
 * @param type the relationship type
 * @param outward true: node → target; false: target → node
 * @param label the target's label
 * @param property the target's property that is compared
 * @param value what it is compared with; a list stands for each of its elements
 * @param exact true: the label is the target's identity label, not one that other nodes carry further to theirs
 * @param properties the relationship's own properties
 * @param when the condition under which it is there; null: always
 */
public record RelationshipDeclaration(
        Location at,
        String type,
        boolean outward,
        String label,
        String property,
        ValueDeclaration value,
        boolean exact,
        Map<String, ValueDeclaration> properties,
        @Nullable String when) {}
