package io.cartostream.patterns.plan;

import io.cartostream.patterns.language.PatternExpression;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * One hop of a semi-join: messages go from the node at this position to the node at the position before it.
 *
 * @param position the position of the far node, from 1; the anchor is position 0
 * @param outward true: the relationship points from the near node to the far one
 * @param types the relationship types, sorted
 * @param relationshipCondition what the relationship must satisfy; null for nothing
 * @param relationshipColumns the columns read from the relationship: index of the column to the property
 * @param labels the labels of which the far node carries one
 * @param condition what the far node must satisfy; null for nothing
 * @param columns the columns read from the far node: index of the column to the property
 * @param nearIdentities the identity labels that the near node may have; empty for any
 * @param literalIds not empty: the far end is folded into the relationship. It exists if the relationship does and its far end
 *     has one of these ids; the far node keeps no state
 * @param literalIdentities the identity labels of a folded far end
 */
public record HopPlan(
        int position,
        boolean outward,
        SortedSet<String> types,
        @Nullable PatternExpression relationshipCondition,
        Map<Integer, String> relationshipColumns,
        List<String> labels,
        @Nullable PatternExpression condition,
        Map<Integer, String> columns,
        Set<String> nearIdentities,
        Set<String> literalIds,
        Set<String> literalIdentities) {

    /** Whether the far end is a literal id, so that the far node keeps no state and sends nothing. */
    public boolean folded() {
        return !literalIds.isEmpty();
    }
}
