package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.PatternExpression;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conditions of positions and relationships. One that is unknown does not hold, as in Cypher's {@code WHERE}. */
public final class NodeConditions {
    private NodeConditions() {}

    /** Whether a condition holds for properties; null holds always. The evaluator notes when that may change. */
    public static boolean holds(
            @Nullable PatternExpression condition,
            Map<String, PropertyValue> properties,
            ExpressionEvaluator evaluator) {
        return condition == null
                || evaluator
                        .evaluate(condition, name -> RowVariables.value(name, properties.get(name)))
                        .is(true);
    }
}
