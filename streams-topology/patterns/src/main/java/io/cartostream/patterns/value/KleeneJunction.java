package io.cartostream.patterns.value;

import io.cartostream.patterns.value.EvaluatedValue.MissingValue;
import java.util.SortedSet;
import java.util.TreeSet;

/** Joins conditions by {@code and} or {@code or} in Kleene's logic, and unites the reasons of unknown ones. */
final class KleeneJunction {
    private final boolean conjunction;
    private final SortedSet<String> reasons = new TreeSet<>();
    private boolean unread;
    private boolean unknown;
    private boolean decided;

    KleeneJunction(boolean conjunction) {
        this.conjunction = conjunction;
    }

    /** Adds a condition; true if the result can no longer change. */
    boolean add(EvaluatedValue condition) {
        if (condition.is(!conjunction)) {
            decided = true;
        } else if (!condition.is(conjunction)) {
            unknown = true;
            reasons.addAll(condition.reasons());
            unread |= !(condition instanceof MissingValue missing) || missing.unread();
        }
        return decided;
    }

    EvaluatedValue value() {
        if (decided) {
            return EvaluatedValue.of(!conjunction);
        }
        return unknown ? new MissingValue(reasons, unread) : EvaluatedValue.of(conjunction);
    }
}
