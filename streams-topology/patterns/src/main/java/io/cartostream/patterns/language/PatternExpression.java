package io.cartostream.patterns.language;

import io.cartostream.models.fact.PropertyValue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of the pattern language. Immutable; every part knows the offset at which it starts in its text. */
public sealed interface PatternExpression {

    /** The offset of the first character in the expression's text, from 0. */
    int at();

    /** A constant: a text, a number, true or false. */
    record Constant(PropertyValue value, int at) implements PatternExpression {}

    /** A list of constants of one kind; it may be empty. */
    record ConstantList(List<PropertyValue> values, int at) implements PatternExpression {}

    /**
     * A name: a property of the node at hand, a gathering of {@code let}, or a column of a quantifier's row.
     *
     * @param variable the quantifier's variable; null for a bare name
     */
    record NameReference(@Nullable String variable, String name, int at) implements PatternExpression {}

    /** A parameter, written {@code $name}. Its value comes from the rule or from settings. */
    record ParameterReference(String name, int at) implements PatternExpression {}

    /** A call of a built-in function. */
    record FunctionCall(BuiltinFunction function, List<PatternExpression> arguments, int at)
            implements PatternExpression {}

    /** A comparison of two values. It is unknown if one of them is absent. */
    record ValueComparison(ComparisonOperator operator, PatternExpression left, PatternExpression right, int at)
            implements PatternExpression {}

    /** {@code x is null} or {@code x is not null}: whether a value is absent. */
    record AbsenceTest(PatternExpression operand, boolean absent, int at) implements PatternExpression {}

    /**
     * {@code x is true}, {@code x is not false}…: an absent value counts as neither true nor false.
     *
     * @param expected true or false
     * @param negated whether {@code not} precedes it
     */
    record TruthTest(PatternExpression operand, boolean expected, boolean negated, int at)
            implements PatternExpression {}

    /**
     * Whether a time is at or before (else: after) the current time plus an offset. {@code x older than 90 days} is
     * {@code x before now - 90 days}.
     */
    record TimeTest(PatternExpression operand, boolean before, TimeOffset offset, int at)
            implements PatternExpression {}

    /** {@code not x}; unknown stays unknown. */
    record Negation(PatternExpression operand, int at) implements PatternExpression {}

    /**
     * {@code and} or {@code or} of two or more operands, in Kleene's logic.
     *
     * @param conjunction true: and; false: or
     */
    record Junction(boolean conjunction, List<PatternExpression> operands, int at) implements PatternExpression {}

    /** {@code any r in rules, l in listeners satisfies (…)}: a condition on combinations of gathered rows. */
    record RowQuantifier(QuantifierKind kind, List<RowBinding> bindings, PatternExpression body, int at)
            implements PatternExpression {}

    /** The kinds of quantifiers. */
    enum QuantifierKind {
        /** At least one combination satisfies the body. */
        ANY,
        /** Every combination satisfies it; true if there is none. */
        ALL,
        /** No combination satisfies it. */
        NO
    }

    /**
     * A quantifier's variable and what it goes through: the rows of a gathered set, whose columns are {@code variable.column}, or
     * the elements of a list, each of which is the variable itself.
     */
    record RowBinding(String variable, PatternExpression source, int at) {}

    /**
     * A length of time, negative for the past.
     *
     * @param fixed the length; zero if a parameter gives it
     * @param parameter the parameter that gives it; null for none
     * @param negative true: subtract the parameter; a fixed length has its own sign
     */
    record TimeOffset(Duration fixed, @Nullable String parameter, boolean negative) {}
}
