package io.cartostream.patterns.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path, seen from the anchor.
 *
 * @param outward true: the relationship points away from the anchor
 * @param relationship what the relationship must be
 * @param node what the node at its far end must be
 */
public record PatternHop(boolean outward, RelationshipMatch relationship, NodeMatch node) {

    /**
     * What a relationship must be.
     *
     * @param variable the name by which columns refer to it; null for none
     * @param types its possible types; at least one
     * @param condition a condition on its properties; null for none
     * @param at the offset in the text
     */
    public record RelationshipMatch(
            @Nullable String variable,
            List<String> types,
            @Nullable PatternExpression condition,
            int at) {}

    /**
     * What a node must be.
     *
     * @param variable the name by which columns refer to it; null for none
     * @param labels its possible labels, of which it must carry one; at least one
     * @param condition a condition on its properties; null for none
     * @param at the offset in the text
     */
    public record NodeMatch(
            @Nullable String variable,
            List<String> labels,
            @Nullable PatternExpression condition,
            int at) {}
}
