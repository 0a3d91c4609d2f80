package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The result of an expression. A condition is known to be true or false, or is missing, which means unknown. */
public sealed interface EvaluatedValue {
    /** A value. */
    record KnownValue(PropertyValue value) implements EvaluatedValue {
        /** True. */
        public static final EvaluatedValue TRUE = new KnownValue(new PropertyValue.Flag(true));

        /** False. */
        public static final EvaluatedValue FALSE = new KnownValue(new PropertyValue.Flag(false));
    }

    /**
     * No value, and so an unknown condition.
     *
     * @param reasons why, for people
     * @param unread true: the inventory was not read completely, so there may be a value; false: the value is absent
     */
    record MissingValue(SortedSet<String> reasons, boolean unread) implements EvaluatedValue {
        /** A value missing for one reason. */
        public static MissingValue because(String reason, boolean unread) {
            return new MissingValue(new TreeSet<>(List.of(reason)), unread);
        }
    }

    /**
     * A number that is known from below only, because the inventory was not read completely.
     *
     * @param least the number of what was read
     * @param reasons what was not read
     */
    record LeastValue(long least, SortedSet<String> reasons) implements EvaluatedValue {}

    /**
     * Gathered rows.
     *
     * @param columns the columns' names
     * @param rows the distinct rows
     * @param unread what was not read, so that rows may be missing; empty if all rows are known
     */
    record RowSet(List<String> columns, SortedSet<GatheredRow> rows, SortedSet<String> unread)
            implements EvaluatedValue {}

    /** A condition's known value. */
    static EvaluatedValue of(boolean truth) {
        return truth ? KnownValue.TRUE : KnownValue.FALSE;
    }

    /** Whether the value is the known flag. */
    default boolean is(boolean truth) {
        return equals(of(truth));
    }

    /** Why the value is not fully known; empty if it is. */
    default SortedSet<String> reasons() {
        return this instanceof RowSet set ? set.unread() : new TreeSet<>();
    }
}
