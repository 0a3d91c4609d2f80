package io.cartostream.patterns.plan;

import io.cartostream.patterns.language.PatternGathering.GatherKind;
import java.util.List;

/**
 * A gathering as a chain of semi-joins from its far end to the anchor.
 *
 * @param index its number among all gatherings in force; part of the keys of states
 * @param pattern the pattern's name
 * @param name the gathering's name
 * @param kind how rows become one value
 * @param columnNames the columns' names
 * @param anchor the anchor's label
 * @param hops the hops; hop i has position i + 1
 */
public record GatheringPlan(
        int index,
        String pattern,
        String name,
        GatherKind kind,
        List<String> columnNames,
        String anchor,
        List<HopPlan> hops) {

    /** The hop whose far end is the position. */
    public HopPlan hop(int position) {
        return hops.get(position - 1);
    }

    /** The last position. */
    public int farEnd() {
        return hops.size();
    }

    /** Whether the number of rows at a position is a number of far ends, of which no row is sent on. */
    public boolean counts() {
        return kind == GatherKind.COUNT;
    }
}
