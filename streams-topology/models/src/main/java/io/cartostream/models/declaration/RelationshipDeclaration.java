package io.cartostream.models.declaration;

import io.cartostream.yaml.SourceLocation;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A relationship of a node.
 *
 * @param at where it is declared
 * @param type the relationship type
 * @param outward true: node → target; false: target → node
 * @param label the target's label
 * @param where the target's properties to compare, with the values to compare with, sorted; all must match; a list matches by
 *     each of its elements
 * @param exact true: the label is the target's identity label, not one that other nodes carry further to theirs
 * @param properties the relationship's own properties
 * @param when the condition under which it exists; null: always
 */
public record RelationshipDeclaration(
        SourceLocation at,
        String type,
        boolean outward,
        String label,
        SortedMap<String, ValueDeclaration> where,
        boolean exact,
        Map<String, ValueDeclaration> properties,
        @Nullable String when) {

    /** Whether the target's id is all that is compared. */
    public boolean byIdOnly() {
        return where.size() == 1 && where.containsKey("id");
    }
}
