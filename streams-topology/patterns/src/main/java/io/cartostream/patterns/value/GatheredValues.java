package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.PatternGathering.GatherKind;
import io.cartostream.patterns.value.EvaluatedValue.KnownValue;
import io.cartostream.patterns.value.EvaluatedValue.LeastValue;
import io.cartostream.patterns.value.EvaluatedValue.MissingValue;
import io.cartostream.patterns.value.EvaluatedValue.RowSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;

/**
 * The value of a gathering. What was found is certain; what was not found is unknown if not everything was read: a found path
 * makes {@code exists} true, a missing one makes it unknown, a count is known from below.
 */
public final class GatheredValues {
    private GatheredValues() {}

    /** Whether a row counts: a set of one column, {@code min} and {@code max} leave absent values out. */
    public static boolean accepts(GatherKind kind, GatheredRow row) {
        boolean single = kind == GatherKind.MINIMUM
                || kind == GatherKind.MAXIMUM
                || (kind == GatherKind.ROWS && row.values().size() == 1);
        return !single || row.values().get(0) != null;
    }

    /** The value of {@code exists}. */
    public static EvaluatedValue exists(boolean found, SortedSet<String> unread) {
        return found || unread.isEmpty() ? EvaluatedValue.of(found) : new MissingValue(unread, true);
    }

    /** The value of {@code count}. */
    public static EvaluatedValue count(long found, SortedSet<String> unread) {
        return unread.isEmpty() ? new KnownValue(new PropertyValue.Whole(found)) : new LeastValue(found, unread);
    }

    /** The value of {@code min} or {@code max} of accepted rows. */
    public static EvaluatedValue extreme(
            GatherKind kind, String name, SortedSet<GatheredRow> rows, SortedSet<String> unread) {
        if (!unread.isEmpty()) {
            return new MissingValue(unread, true);
        }
        Comparator<PropertyValue> order = (a, b) -> ValueEncoding.compare(ValueEncoding.of(a), ValueEncoding.of(b));
        return rows.stream()
                .map(row -> Objects.requireNonNull(row.values().get(0)))
                .max(kind == GatherKind.MAXIMUM ? order : order.reversed())
                .<EvaluatedValue>map(KnownValue::new)
                .orElseGet(() -> MissingValue.because(name + " has no value", false));
    }

    /** The value of {@code set}. */
    public static EvaluatedValue rows(List<String> columns, SortedSet<GatheredRow> rows, SortedSet<String> unread) {
        return new RowSet(columns, rows, unread);
    }
}
