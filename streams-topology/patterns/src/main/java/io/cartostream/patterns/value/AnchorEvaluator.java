package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.ParameterValue;
import io.cartostream.patterns.language.PatternDefinition;
import io.cartostream.patterns.value.EvaluatedValue.KnownValue;
import io.cartostream.patterns.value.EvaluatedValue.MissingValue;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates the expressions of a pattern at an anchor, given what was gathered there. Stateless. */
public final class AnchorEvaluator {
    private AnchorEvaluator() {}

    /**
     * Evaluates all expressions.
     *
     * @param parameters the parameters in force at this anchor
     * @param properties the anchor's properties
     * @param gathered the values of the gatherings
     */
    public static AnchorResult evaluate(
            PatternDefinition pattern,
            Map<String, ParameterValue> parameters,
            Instant now,
            Map<String, PropertyValue> properties,
            Map<String, EvaluatedValue> gathered,
            UnreadReasons unread) {
        ExpressionEvaluator evaluator = new ExpressionEvaluator(parameters, now);
        NameValues names = name -> {
            EvaluatedValue found = gathered.get(name);
            return found == null ? property(name, properties.get(name), unread) : found;
        };
        SortedMap<String, EvaluatedValue> values = new TreeMap<>();
        pattern.expressions().forEach((name, expression) -> values.put(name, evaluator.evaluate(expression, names)));
        return new AnchorResult(values, evaluator.dueAt());
    }

    private static EvaluatedValue property(String name, @Nullable PropertyValue value, UnreadReasons unread) {
        if (value != null) {
            return new KnownValue(value);
        }
        SortedSet<String> reasons = unread.of(name);
        return reasons.isEmpty()
                ? MissingValue.because(name + " has no value", false)
                : new MissingValue(reasons, true);
    }
}
