package io.cartostream.patterns.check;

import io.cartostream.patterns.language.BuiltinFunction;
import io.cartostream.patterns.language.ComparisonOperator;
import io.cartostream.patterns.language.PatternExpression;
import io.cartostream.patterns.language.PatternExpression.AbsenceTest;
import io.cartostream.patterns.language.PatternExpression.Constant;
import io.cartostream.patterns.language.PatternExpression.FunctionCall;
import io.cartostream.patterns.language.PatternExpression.NameReference;
import io.cartostream.patterns.language.PatternExpression.ParameterReference;
import io.cartostream.patterns.language.PatternExpression.ValueComparison;
import io.cartostream.patterns.schema.ValueKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which operands an operator accepts. An operand whose type is not known was reported before, and fits. */
final class OperandRules {
    private final TextReport report;

    OperandRules(TextReport report) {
        this.report = report;
    }

    void requireFlag(InferredType type, PatternExpression expression) {
        if (type.isKnown() && !type.is(ValueKind.FLAG)) {
            report.add(
                    expression.at(),
                    "expected a condition, found a " + type.describe()
                            + (type.rows() != null ? "; write 'size(…) > 0' or 'any … satisfies (…)'" : ""));
        }
    }

    void comparison(ValueComparison comparison, InferredType left, InferredType right) {
        if (!left.isKnown() || !right.isKnown()) {
            return;
        }
        ComparisonOperator operator = comparison.operator();
        if (left.rows() != null) {
            report.add(comparison.left().at(), "a gathered set is no operand of '" + operator.symbol() + "'");
            return;
        }
        switch (operator) {
            case EQUAL, UNEQUAL -> compared(comparison, left, right);
            case LESS, AT_MOST, GREATER, AT_LEAST -> ordered(comparison, left, right);
            case IN -> element(comparison, left, right);
            case LIKE -> {
                requireText(comparison.left(), left);
                if (!Set.of(ValueKind.TEXT, ValueKind.TEXT_LIST).containsAll(right.kinds()) || right.rows() != null) {
                    report.add(comparison.right().at(), "expected a text or texts, found a " + right.describe());
                }
            }
            default -> {
                requireText(comparison.left(), left);
                requireText(comparison.right(), right);
            }
        }
    }

    private void compared(ValueComparison comparison, InferredType left, InferredType right) {
        if (right.rows() != null) {
            report.add(
                    comparison.right().at(),
                    "a gathered set is no operand of '" + comparison.operator().symbol() + "'");
        } else if (Collections.disjoint(left.kinds(), right.kinds())) {
            report.add(comparison.at(), "compares a " + left.describe() + " with a " + right.describe());
        }
    }

    private void ordered(ValueComparison comparison, InferredType left, InferredType right) {
        Set<ValueKind> orderless = EnumSet.complementOf(EnumSet.of(ValueKind.TEXT, ValueKind.NUMBER, ValueKind.MOMENT));
        for (InferredType side : List.of(left, right)) {
            if (!Collections.disjoint(side.kinds(), orderless)) {
                report.add(comparison.at(), "a " + side.describe() + " has no order");
                return;
            }
        }
        compared(comparison, left, right);
    }

    private void element(ValueComparison comparison, InferredType left, InferredType right) {
        Map<String, Set<ValueKind>> rows = right.rows();
        Set<ValueKind> elements = new HashSet<>();
        if (rows != null && rows.size() == 1) {
            elements.addAll(rows.values().iterator().next());
        } else if (rows == null && right.isList()) {
            right.kinds().forEach(kind -> elements.add(kind.element()));
        } else {
            report.add(
                    comparison.right().at(),
                    rows == null ? notAList(right) : "'in' needs a set of one column; use 'any … satisfies (…)'");
            return;
        }
        if (Collections.disjoint(elements, left.kinds())) {
            report.add(
                    comparison.at(),
                    "looks for a " + left.describe() + " among elements of another kind ("
                            + new InferredType(elements, null).describe() + ")");
        }
    }

    String notAList(InferredType type) {
        return type.kinds().contains(ValueKind.TEXT_LIST) && type.kinds().contains(ValueKind.TEXT)
                ? "the property may be a text or a list; write 'list(…)'"
                : "expected a list, found a " + type.describe();
    }

    private void requireText(PatternExpression operand, InferredType type) {
        if (!type.is(ValueKind.TEXT)) {
            report.add(operand.at(), "expected a text, found a " + type.describe());
        }
    }

    void absence(AbsenceTest test, InferredType type) {
        boolean value = test.operand() instanceof NameReference
                || (test.operand() instanceof FunctionCall call && call.function() == BuiltinFunction.COALESCE);
        if (type.rows() != null || !value) {
            report.add(test.operand().at(), "'is null' asks for a property, a column or a gathered 'min' or 'max'");
        }
    }

    InferredType call(FunctionCall call, List<InferredType> arguments) {
        if (!arguments.stream().allMatch(InferredType::isKnown)) {
            return InferredType.UNKNOWN;
        }
        InferredType first = arguments.get(0);
        int at = call.arguments().get(0).at();
        return switch (call.function()) {
            case SIZE -> {
                if (first.rows() == null && !first.isList()) {
                    report.add(at, notAList(first));
                }
                yield InferredType.of(ValueKind.NUMBER);
            }
            case LOWER -> lower(call.arguments().get(0), first);
            case LIST -> {
                Set<ValueKind> lists = EnumSet.noneOf(ValueKind.class);
                first.kinds().forEach(kind -> lists.add(kind.isList() ? kind : kind.listOf()));
                if (first.rows() != null) {
                    report.add(at, "a gathered set is no argument of list()");
                }
                yield new InferredType(lists, null);
            }
            case UNION -> union(call, arguments);
            case COALESCE -> coalesce(call, arguments);
        };
    }

    /** A list is marked as such in the text, because the Cypher twin of {@code lower} differs for texts and lists. */
    private InferredType lower(PatternExpression argument, InferredType type) {
        boolean markedAsList = argument instanceof FunctionCall call && call.function() == BuiltinFunction.LIST;
        if (type.is(ValueKind.TEXT) || (markedAsList && type.is(ValueKind.TEXT_LIST))) {
            return type;
        }
        report.add(
                argument.at(),
                type.kinds().contains(ValueKind.TEXT_LIST)
                        ? "write 'lower(list(…))' for a list"
                        : "expected a text, found a " + type.describe());
        return InferredType.UNKNOWN;
    }

    private InferredType union(FunctionCall call, List<InferredType> arguments) {
        Set<ValueKind> kinds = new HashSet<>();
        for (int i = 0; i < arguments.size(); i++) {
            Map<String, Set<ValueKind>> rows = arguments.get(i).rows();
            if (rows != null && rows.size() == 1) {
                rows.values().iterator().next().stream()
                        .filter(kind -> !kind.isList())
                        .forEach(kind -> kinds.add(kind.listOf()));
            } else if (arguments.get(i).isList()) {
                kinds.addAll(arguments.get(i).kinds());
            } else {
                report.add(call.arguments().get(i).at(), "union() takes gathered sets of one column, and lists");
                return InferredType.UNKNOWN;
            }
        }
        if (kinds.size() > 1) {
            report.add(call.at(), "union() of different kinds: " + new InferredType(kinds, null).describe());
        }
        return new InferredType(kinds, null);
    }

    private InferredType coalesce(FunctionCall call, List<InferredType> arguments) {
        Set<ValueKind> kinds = new HashSet<>();
        arguments.forEach(argument -> kinds.addAll(argument.kinds()));
        if (arguments.stream().anyMatch(argument -> argument.rows() != null)) {
            report.add(call.at(), "a gathered set is never absent; coalesce() is for properties");
            return InferredType.UNKNOWN;
        }
        if (arguments.stream()
                .anyMatch(argument ->
                        Collections.disjoint(argument.kinds(), arguments.get(0).kinds()))) {
            report.add(call.at(), "coalesce() of different kinds: " + new InferredType(kinds, null).describe());
        }
        if (call.arguments().stream().limit(call.arguments().size() - 1L).anyMatch(Constant.class::isInstance)
                || call.arguments().get(0) instanceof ParameterReference) {
            report.add(call.at(), "a constant is never absent: it is the last argument of coalesce()");
        }
        return new InferredType(kinds, null);
    }
}
