package io.cartostream.patterns.value;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.ParameterValue;
import io.cartostream.patterns.language.ParameterValue.LengthParameter;
import io.cartostream.patterns.language.ParameterValue.PlainParameter;
import io.cartostream.patterns.language.PatternExpression;
import io.cartostream.patterns.language.PatternExpression.AbsenceTest;
import io.cartostream.patterns.language.PatternExpression.Constant;
import io.cartostream.patterns.language.PatternExpression.ConstantList;
import io.cartostream.patterns.language.PatternExpression.FunctionCall;
import io.cartostream.patterns.language.PatternExpression.Junction;
import io.cartostream.patterns.language.PatternExpression.NameReference;
import io.cartostream.patterns.language.PatternExpression.Negation;
import io.cartostream.patterns.language.PatternExpression.ParameterReference;
import io.cartostream.patterns.language.PatternExpression.QuantifierKind;
import io.cartostream.patterns.language.PatternExpression.RowBinding;
import io.cartostream.patterns.language.PatternExpression.RowQuantifier;
import io.cartostream.patterns.language.PatternExpression.TimeTest;
import io.cartostream.patterns.language.PatternExpression.TruthTest;
import io.cartostream.patterns.language.PatternExpression.ValueComparison;
import io.cartostream.patterns.value.EvaluatedValue.KnownValue;
import io.cartostream.patterns.value.EvaluatedValue.MissingValue;
import io.cartostream.patterns.value.EvaluatedValue.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions at one node and one time, and finds out when the result changes by itself. Not thread-safe; one evaluator
 * for one node.
 */
public final class ExpressionEvaluator {
    private final Map<String, ParameterValue> parameters;
    private final Instant now;
    private @Nullable Instant dueAt;

    /** An evaluator at a time. */
    public ExpressionEvaluator(Map<String, ParameterValue> parameters, Instant now) {
        this.parameters = parameters;
        this.now = now;
    }

    /** The earliest time at which one of the results so far may change although no input does; null if none may. */
    public @Nullable Instant dueAt() {
        return dueAt;
    }

    /** Evaluates an expression. */
    public EvaluatedValue evaluate(PatternExpression expression, NameValues names) {
        return evaluate(expression, names, RowVariables.NONE);
    }

    private EvaluatedValue evaluate(PatternExpression expression, NameValues names, RowVariables variables) {
        if (expression instanceof Constant constant) {
            return new KnownValue(constant.value());
        } else if (expression instanceof ConstantList list) {
            return new KnownValue(new PropertyValue.Listing(list.values()));
        } else if (expression instanceof NameReference name) {
            return name(name, names, variables);
        } else if (expression instanceof ParameterReference parameter) {
            return parameter(parameter.name());
        } else if (expression instanceof FunctionCall call) {
            return FunctionResults.of(
                    call.function(),
                    call.arguments().stream()
                            .map(argument -> evaluate(argument, names, variables))
                            .toList());
        } else if (expression instanceof ValueComparison comparison) {
            return ComparisonResults.of(
                    comparison.operator(),
                    evaluate(comparison.left(), names, variables),
                    evaluate(comparison.right(), names, variables));
        } else if (expression instanceof AbsenceTest test) {
            EvaluatedValue value = evaluate(test.operand(), names, variables);
            return value instanceof MissingValue missing && missing.unread()
                    ? missing
                    : EvaluatedValue.of(value instanceof MissingValue == test.absent());
        } else if (expression instanceof TruthTest test) {
            EvaluatedValue value = evaluate(test.operand(), names, variables);
            return value instanceof MissingValue missing && missing.unread()
                    ? missing
                    : EvaluatedValue.of(value.is(test.expected()) != test.negated());
        } else if (expression instanceof TimeTest test) {
            return time(test, evaluate(test.operand(), names, variables));
        } else if (expression instanceof Negation negation) {
            return negated(evaluate(negation.operand(), names, variables));
        } else if (expression instanceof Junction junction) {
            return junction(junction, names, variables);
        }
        RowQuantifier quantifier = (RowQuantifier) expression;
        boolean all = quantifier.kind() == QuantifierKind.ALL;
        EvaluatedValue result = quantified(quantifier, 0, all, names, variables);
        return quantifier.kind() == QuantifierKind.NO ? negated(result) : result;
    }

    private static EvaluatedValue negated(EvaluatedValue value) {
        return value instanceof KnownValue ? EvaluatedValue.of(value.is(false)) : value;
    }

    private static EvaluatedValue name(NameReference name, NameValues names, RowVariables variables) {
        if (name.variable() != null) {
            Map<String, EvaluatedValue> row = variables.rows().getOrDefault(name.variable(), Map.of());
            return row.getOrDefault(
                    name.name(), MissingValue.because(name.variable() + "." + name.name() + " has no value", false));
        }
        EvaluatedValue element = variables.elements().get(name.name());
        return element == null ? names.valueOf(name.name()) : element;
    }

    private EvaluatedValue parameter(String name) {
        return parameters.get(name) instanceof PlainParameter plain
                ? new KnownValue(plain.value())
                : MissingValue.because("the parameter " + name + " has no value", false);
    }

    private EvaluatedValue time(TimeTest test, EvaluatedValue operand) {
        if (!(operand instanceof KnownValue known) || !(known.value() instanceof PropertyValue.Moment moment)) {
            return operand instanceof MissingValue ? operand : MissingValue.because("not a time", false);
        }
        Duration offset = test.offset().fixed();
        if (test.offset().parameter() != null) {
            if (!(parameters.get(test.offset().parameter()) instanceof LengthParameter length)) {
                return MissingValue.because("the parameter " + test.offset().parameter() + " has no value", false);
            }
            offset = test.offset().negative() ? length.value().negated() : length.value();
        }
        Instant flip = moment.value().toInstant().minus(offset);
        boolean reached = !now.isBefore(flip);
        if (!reached && (dueAt == null || flip.isBefore(dueAt))) {
            dueAt = flip;
        }
        return EvaluatedValue.of(reached == test.before());
    }

    private EvaluatedValue junction(Junction junction, NameValues names, RowVariables variables) {
        KleeneJunction result = new KleeneJunction(junction.conjunction());
        for (PatternExpression operand : junction.operands()) {
            if (result.add(evaluate(operand, names, variables))) {
                break;
            }
        }
        return result.value();
    }

    /** A quantifier over its bindings from an index on: a junction over the rows. */
    private EvaluatedValue quantified(
            RowQuantifier quantifier, int index, boolean all, NameValues names, RowVariables variables) {
        if (index == quantifier.bindings().size()) {
            return evaluate(quantifier.body(), names, variables);
        }
        RowBinding binding = quantifier.bindings().get(index);
        EvaluatedValue source = evaluate(binding.source(), names, variables);
        KleeneJunction result = new KleeneJunction(all);
        if (source instanceof RowSet set) {
            for (GatheredRow row : set.rows()) {
                RowVariables inner = variables.with(binding.variable(), set.columns(), row.values());
                if (result.add(quantified(quantifier, index + 1, all, names, inner))) {
                    return result.value();
                }
            }
            if (!set.unread().isEmpty()) {
                result.add(new MissingValue(new TreeSet<>(set.unread()), true));
            }
        } else if (source instanceof KnownValue known && known.value() instanceof PropertyValue.Listing list) {
            for (PropertyValue element : list.values()) {
                RowVariables inner = variables.with(binding.variable(), List.of("value"), List.of(element));
                if (result.add(quantified(quantifier, index + 1, all, names, inner))) {
                    return result.value();
                }
            }
        } else {
            result.add(source instanceof MissingValue ? source : MissingValue.because("not a list", false));
        }
        return result.value();
    }
}
