package io.cartostream.patterns.value;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of a pattern's expressions at one anchor.
 *
 * @param values the values by the expressions' names
 * @param dueAt the earliest time at which a value may change although no input does; null if none may
 */
public record AnchorResult(
        SortedMap<String, EvaluatedValue> values, @Nullable Instant dueAt) {

    /** Copies the map. */
    public AnchorResult {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Whether both hold the same values; the due time does not count. */
    public boolean sameValues(Map<String, EvaluatedValue> others) {
        return values.equals(others);
    }

    /** A text that is equal for two results exactly if their values are. */
    public String text() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(StateText.join(name, describe(value))).append('\n'));
        return text.toString();
    }

    private static String describe(EvaluatedValue value) {
        if (value instanceof EvaluatedValue.KnownValue known) {
            return "=" + ValueEncoding.of(known.value());
        } else if (value instanceof EvaluatedValue.MissingValue missing) {
            return (missing.unread() ? "?" : "-") + reasons(value);
        } else if (value instanceof EvaluatedValue.LeastValue least) {
            return ">" + least.least() + reasons(value);
        }
        EvaluatedValue.RowSet set = (EvaluatedValue.RowSet) value;
        String rows = StateText.join(set.rows().stream().map(GatheredRow::text).toArray(String[]::new));
        return "*" + set.rows().size() + StateText.join(rows, reasons(value));
    }

    private static String reasons(EvaluatedValue value) {
        return StateText.join(value.reasons().toArray(String[]::new));
    }
}
