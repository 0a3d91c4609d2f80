package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.ComparisonOperator;
import io.cartostream.patterns.value.EvaluatedValue.KnownValue;
import io.cartostream.patterns.value.EvaluatedValue.LeastValue;
import io.cartostream.patterns.value.EvaluatedValue.MissingValue;
import io.cartostream.patterns.value.EvaluatedValue.RowSet;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The results of comparisons whose operands may be missing or known in part. */
final class ComparisonResults {
    private ComparisonResults() {}

    static EvaluatedValue of(ComparisonOperator operator, EvaluatedValue left, EvaluatedValue right) {
        if (left instanceof LeastValue least && right instanceof KnownValue known) {
            return bounded(operator, least, known.value());
        }
        if (right instanceof LeastValue least && left instanceof KnownValue known) {
            return bounded(mirrored(operator), least, known.value());
        }
        if (operator == ComparisonOperator.IN) {
            EvaluatedValue member = member(left, right);
            if (member != null) {
                return member;
            }
        }
        boolean none = operator == ComparisonOperator.LIKE
                && right instanceof KnownValue globs
                && globs.value() instanceof PropertyValue.Listing list
                && list.values().isEmpty();
        if (none) {
            return KnownValue.FALSE;
        }
        if (!(left instanceof KnownValue a) || !(right instanceof KnownValue b)) {
            return missing(left, right);
        }
        Boolean result = ValueOperators.apply(operator, a.value(), b.value());
        return result == null
                ? MissingValue.because("values of different kinds have no '" + operator.symbol() + "'", false)
                : EvaluatedValue.of(result);
    }

    private static MissingValue missing(EvaluatedValue left, EvaluatedValue right) {
        SortedSet<String> reasons = new TreeSet<>(left.reasons());
        reasons.addAll(right.reasons());
        return new MissingValue(reasons, isUnread(left) || isUnread(right));
    }

    private static boolean isUnread(EvaluatedValue value) {
        return value instanceof LeastValue || (value instanceof MissingValue missing && missing.unread());
    }

    /** Membership in gathered rows, and in an empty list; null if another rule decides. */
    private static @Nullable EvaluatedValue member(EvaluatedValue left, EvaluatedValue right) {
        if (right instanceof KnownValue known
                && known.value() instanceof PropertyValue.Listing list
                && list.values().isEmpty()) {
            return KnownValue.FALSE;
        }
        if (!(right instanceof RowSet set)) {
            return null;
        }
        if (set.rows().isEmpty() && set.unread().isEmpty()) {
            return KnownValue.FALSE;
        }
        if (!(left instanceof KnownValue element)) {
            return missing(left, right);
        }
        for (GatheredRow row : set.rows()) {
            PropertyValue value = row.values().get(0);
            if (value != null && ValueOperators.equal(value, element.value())) {
                return KnownValue.TRUE;
            }
        }
        return set.unread().isEmpty() ? KnownValue.FALSE : new MissingValue(new TreeSet<>(set.unread()), true);
    }

    private static ComparisonOperator mirrored(ComparisonOperator operator) {
        return switch (operator) {
            case LESS -> ComparisonOperator.GREATER;
            case AT_MOST -> ComparisonOperator.AT_LEAST;
            case GREATER -> ComparisonOperator.LESS;
            case AT_LEAST -> ComparisonOperator.AT_MOST;
            default -> operator;
        };
    }

    /** A number of at least n compared with a limit: decided if every greater number gives the same. */
    private static EvaluatedValue bounded(ComparisonOperator operator, LeastValue left, PropertyValue limit) {
        PropertyValue least = new PropertyValue.Whole(left.least());
        boolean exceeds = Boolean.TRUE.equals(ValueOperators.apply(ComparisonOperator.GREATER, least, limit));
        boolean reaches = Boolean.TRUE.equals(ValueOperators.apply(ComparisonOperator.AT_LEAST, least, limit));
        EvaluatedValue open = new MissingValue(new TreeSet<>(left.reasons()), true);
        return switch (operator) {
            case GREATER -> exceeds ? KnownValue.TRUE : open;
            case AT_LEAST -> reaches ? KnownValue.TRUE : open;
            case LESS -> reaches ? KnownValue.FALSE : open;
            case AT_MOST, EQUAL -> exceeds ? KnownValue.FALSE : open;
            case UNEQUAL -> exceeds ? KnownValue.TRUE : open;
            default -> open;
        };
    }
}
