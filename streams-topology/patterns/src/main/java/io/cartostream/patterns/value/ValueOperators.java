package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.ComparisonOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators on present values, with Cypher's results for values of different kinds. */
final class ValueOperators {
    private ValueOperators() {}

    /** The result of an operator; null, which means unknown, if the kinds do not fit. */
    static @Nullable Boolean apply(ComparisonOperator operator, PropertyValue left, PropertyValue right) {
        return switch (operator) {
            case EQUAL -> equal(left, right);
            case UNEQUAL -> !equal(left, right);
            case LESS, AT_MOST, GREATER, AT_LEAST -> ordered(operator, left, right);
            case IN ->
                right instanceof PropertyValue.Listing list
                        ? list.values().stream().anyMatch(element -> equal(left, element))
                        : null;
            case LIKE -> like(left, right);
            case CONTAINS, STARTS_WITH, ENDS_WITH -> texts(operator, left, right);
        };
    }

    private static @Nullable Boolean texts(ComparisonOperator operator, PropertyValue left, PropertyValue right) {
        if (!(left instanceof PropertyValue.Text text) || !(right instanceof PropertyValue.Text part)) {
            return null;
        }
        return switch (operator) {
            case CONTAINS -> text.value().contains(part.value());
            case STARTS_WITH -> text.value().startsWith(part.value());
            default -> text.value().endsWith(part.value());
        };
    }

    static boolean equal(PropertyValue left, PropertyValue right) {
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right) == 0;
        }
        return left.equals(right);
    }

    private static @Nullable Boolean ordered(ComparisonOperator operator, PropertyValue left, PropertyValue right) {
        Integer order = order(left, right);
        if (order == null) {
            return null;
        }
        return switch (operator) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }

    private static @Nullable Integer order(PropertyValue left, PropertyValue right) {
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right);
        } else if (left instanceof PropertyValue.Text a && right instanceof PropertyValue.Text b) {
            return ValueEncoding.compare(a.value(), b.value());
        } else if (left instanceof PropertyValue.Moment a && right instanceof PropertyValue.Moment b) {
            return a.value().toInstant().compareTo(b.value().toInstant());
        }
        return null;
    }

    private static boolean isNumber(PropertyValue value) {
        return value instanceof PropertyValue.Whole || value instanceof PropertyValue.Real;
    }

    private static int compareNumbers(PropertyValue left, PropertyValue right) {
        if (left instanceof PropertyValue.Whole a && right instanceof PropertyValue.Whole b) {
            return Long.compare(a.value(), b.value());
        }
        return Double.compare(real(left), real(right));
    }

    private static double real(PropertyValue number) {
        return number instanceof PropertyValue.Whole whole
                ? whole.value()
                : ((PropertyValue.Real) number).value() + 0.0;
    }

    private static @Nullable Boolean like(PropertyValue left, PropertyValue right) {
        if (!(left instanceof PropertyValue.Text text)) {
            return null;
        }
        List<PropertyValue> globs = right instanceof PropertyValue.Listing list ? list.values() : List.of(right);
        boolean fits = globs.stream().allMatch(PropertyValue.Text.class::isInstance);
        return fits
                ? globs.stream()
                        .anyMatch(glob -> GlobMatcher.matches(((PropertyValue.Text) glob).value(), text.value()))
                : null;
    }
}
