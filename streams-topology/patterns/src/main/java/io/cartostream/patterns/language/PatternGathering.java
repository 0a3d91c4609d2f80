package io.cartostream.patterns.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an anchor gathers along a path: one entry of {@code let}.
 *
 * @param kind how the rows at the end of the path become one value
 * @param columns the projected properties; empty for {@code exists} and {@code count}
 * @param path the hops from the anchor to the far end; at least one
 * @param at the offset in the text
 */
public record PatternGathering(GatherKind kind, List<GatherColumn> columns, List<PatternHop> path, int at) {

    /** How rows become one value. */
    public enum GatherKind {
        /** Whether there is a path. */
        EXISTS("exists"),
        /** The number of distinct nodes at the far end. */
        COUNT("count"),
        /** The smallest projected value. */
        MINIMUM("min"),
        /** The greatest projected value. */
        MAXIMUM("max"),
        /** The distinct rows of projected values. */
        ROWS("set");

        private final String word;

        GatherKind(String word) {
            this.word = word;
        }

        /** The word that begins a gathering of this kind. */
        public String word() {
            return word;
        }
    }

    /**
     * A projected property.
     *
     * @param variable the variable of the position or relationship that has it; null: the far end
     * @param property the property
     * @param name the column's name: that of {@code as}, else the property's
     * @param at the offset in the text
     */
    public record GatherColumn(@Nullable String variable, String property, String name, int at) {}

    /** The names of the columns, in order. */
    public List<String> columnNames() {
        return columns.stream().map(GatherColumn::name).toList();
    }

    /** The hop's position in the path, from 1, at whose far end a column is read; its relationship's if negative; 0: none. */
    public int positionOf(GatherColumn column) {
        if (column.variable() == null) {
            return path.size();
        }
        for (int i = 0; i < path.size(); i++) {
            if (column.variable().equals(path.get(i).node().variable())) {
                return i + 1;
            }
            if (column.variable().equals(path.get(i).relationship().variable())) {
                return -(i + 1);
            }
        }
        return 0;
    }
}
