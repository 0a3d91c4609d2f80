package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row that a gathering yields: a value for each column. Null means absent, and, on the way to the anchor, not filled yet.
 * Ordered by the order of values.
 */
public record GatheredRow(List<@Nullable PropertyValue> values) implements Comparable<GatheredRow> {

    /** Copies the list. */
    public GatheredRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** A row without values. */
    public static GatheredRow empty(int columns) {
        return new GatheredRow(Collections.nCopies(columns, null));
    }

    /** The row with some columns filled from properties; absent properties leave null. */
    public GatheredRow with(Map<Integer, String> columns, Map<String, PropertyValue> properties) {
        if (columns.isEmpty()) {
            return this;
        }
        List<@Nullable PropertyValue> filled = new ArrayList<>(values);
        columns.forEach((index, property) -> filled.set(index, properties.get(property)));
        return new GatheredRow(filled);
    }

    /** An injective text of the row. */
    public String text() {
        return StateText.join(values.stream()
                .map(value -> value == null ? "" : ValueEncoding.of(value))
                .toArray(String[]::new));
    }

    /** Reads {@link #text()} back. */
    public static GatheredRow parse(String text) {
        Stream<@Nullable PropertyValue> values =
                StateText.split(text).stream().map(part -> part.isEmpty() ? null : ValueEncoding.parse(part));
        return new GatheredRow(values.toList());
    }

    @Override
    public int compareTo(GatheredRow other) {
        return text().compareTo(other.text());
    }
}
