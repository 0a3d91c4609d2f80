package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the quantifiers around an expression.
 *
 * @param rows variable to its row's columns
 * @param elements variable to its value, if it has one column
 */
record RowVariables(Map<String, Map<String, EvaluatedValue>> rows, Map<String, EvaluatedValue> elements) {
    static final RowVariables NONE = new RowVariables(Map.of(), Map.of());

    RowVariables with(String variable, List<String> columns, List<@Nullable PropertyValue> values) {
        Map<String, EvaluatedValue> row = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), value(variable + "." + columns.get(i), values.get(i)));
        }
        Map<String, Map<String, EvaluatedValue>> moreRows = new HashMap<>(rows);
        moreRows.put(variable, row);
        Map<String, EvaluatedValue> moreElements = new HashMap<>(elements);
        if (values.size() == 1) {
            moreElements.put(variable, value(variable, values.get(0)));
        }
        return new RowVariables(moreRows, moreElements);
    }

    static EvaluatedValue value(String name, @Nullable PropertyValue value) {
        return value == null
                ? EvaluatedValue.MissingValue.because(name + " has no value", false)
                : new EvaluatedValue.KnownValue(value);
    }
}
