package io.cartostream.patterns.cypher;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.BuiltinFunction;
import io.cartostream.patterns.language.ComparisonOperator;
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
import io.cartostream.patterns.language.PatternExpression.TimeOffset;
import io.cartostream.patterns.language.PatternExpression.TimeTest;
import io.cartostream.patterns.language.PatternExpression.TruthTest;
import io.cartostream.patterns.language.PatternExpression.ValueComparison;
import io.cartostream.patterns.language.PatternGathering;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints expressions. Cypher's three-valued logic is that of the language, so that null is unknown in both. */
final class ExpressionPrinter {
    private static final Map<ComparisonOperator, String> OPERATORS = Map.of(
            ComparisonOperator.EQUAL, "=",
            ComparisonOperator.UNEQUAL, "<>",
            ComparisonOperator.LESS, "<",
            ComparisonOperator.AT_MOST, "<=",
            ComparisonOperator.GREATER, ">",
            ComparisonOperator.AT_LEAST, ">=",
            ComparisonOperator.IN, "IN",
            ComparisonOperator.CONTAINS, "CONTAINS",
            ComparisonOperator.STARTS_WITH, "STARTS WITH",
            ComparisonOperator.ENDS_WITH, "ENDS WITH");

    private final CypherConstants constants;

    ExpressionPrinter(CypherConstants constants) {
        this.constants = constants;
    }

    String print(PatternExpression expression, CypherNameScope scope) {
        if (expression instanceof Constant constant) {
            return constants.add(CypherConstants.plain(constant.value()));
        } else if (expression instanceof ConstantList list) {
            return constants.add(CypherConstants.plain(list.values()));
        } else if (expression instanceof NameReference name) {
            return scope.print(name);
        } else if (expression instanceof ParameterReference parameter) {
            return parameter(parameter.name());
        } else if (expression instanceof FunctionCall call) {
            return call(call, scope);
        } else if (expression instanceof ValueComparison comparison) {
            return comparison(comparison, scope);
        } else if (expression instanceof AbsenceTest test) {
            return "(" + print(test.operand(), scope) + (test.absent() ? " IS NULL)" : " IS NOT NULL)");
        } else if (expression instanceof TruthTest test) {
            return truth(test, print(test.operand(), scope));
        } else if (expression instanceof TimeTest test) {
            return "(" + print(test.operand(), scope) + (test.before() ? " <= " : " > ") + moment(test.offset()) + ")";
        } else if (expression instanceof Negation negation) {
            return "(NOT " + print(negation.operand(), scope) + ")";
        } else if (expression instanceof Junction junction) {
            return junction.operands().stream()
                    .map(operand -> print(operand, scope))
                    .collect(Collectors.joining(junction.conjunction() ? " AND " : " OR ", "(", ")"));
        }
        return quantifier((RowQuantifier) expression, scope);
    }

    private static String parameter(String name) {
        return "$" + CypherConstants.quoted("parameter_" + name);
    }

    /** {@code is true} and {@code is not false} are the operand, {@code is false} and {@code is not true} its negation. */
    private static String truth(TruthTest test, String operand) {
        boolean inverted = test.expected() == test.negated();
        String value = "coalesce(" + operand + ", " + !test.expected() + ")";
        return inverted ? "(NOT " + value + ")" : value;
    }

    private String moment(TimeOffset offset) {
        if (offset.parameter() != null) {
            return "$now" + (offset.negative() ? " - " : " + ") + "duration({seconds: " + parameter(offset.parameter())
                    + "})";
        }
        return offset.fixed().isZero()
                ? "$now"
                : "$now + duration({seconds: " + constants.add(offset.fixed().toSeconds()) + "})";
    }

    private String comparison(ValueComparison comparison, CypherNameScope scope) {
        String left = print(comparison.left(), scope);
        if (comparison.operator() == ComparisonOperator.LIKE) {
            return like(left, comparison.right(), scope);
        }
        String operator = OPERATORS.get(comparison.operator());
        return "(" + left + " " + operator + " " + print(comparison.right(), scope) + ")";
    }

    private String like(String left, PatternExpression right, CypherNameScope scope) {
        if (right instanceof Constant constant && constant.value() instanceof PropertyValue.Text glob) {
            return "(" + left + " =~ " + constants.add(GlobExpression.of(glob.value())) + ")";
        }
        String globs = right instanceof ConstantList || right instanceof Constant
                ? print(right, scope)
                : "([] + " + print(right, scope) + ")";
        return "any(glob IN " + globs + " WHERE " + left + " =~ " + GlobExpression.at("glob") + ")";
    }

    private String call(FunctionCall call, CypherNameScope scope) {
        List<String> arguments = call.arguments().stream()
                .map(argument -> print(argument, scope))
                .toList();
        return switch (call.function()) {
            case SIZE -> "size(" + arguments.get(0) + ")";
            case LOWER ->
                isList(call.arguments().get(0))
                        ? "[item IN " + arguments.get(0) + " | toLower(item)]"
                        : "toLower(" + arguments.get(0) + ")";
            case LIST -> "([] + " + arguments.get(0) + ")";
            case COALESCE -> "coalesce(" + String.join(", ", arguments) + ")";
            case UNION ->
                arguments.stream()
                        .reduce((union, more) ->
                                "(" + union + " + [item IN " + more + " WHERE NOT item IN " + union + "])")
                        .orElseThrow();
        };
    }

    private static boolean isList(PatternExpression expression) {
        return expression instanceof ConstantList
                || (expression instanceof FunctionCall call && call.function() == BuiltinFunction.LIST);
    }

    private String quantifier(RowQuantifier quantifier, CypherNameScope scope) {
        String word = quantifier.kind() == QuantifierKind.ALL ? "all" : "any";
        CypherNameScope inner = scope;
        boolean none = quantifier.kind() == QuantifierKind.NO;
        StringBuilder text = new StringBuilder(none ? "(NOT " : "");
        for (RowBinding binding : quantifier.bindings()) {
            PatternGathering gathering = binding.source() instanceof NameReference name && name.variable() == null
                    ? scope.let().get(name.name())
                    : null;
            inner = inner.with(binding.variable(), Optional.ofNullable(gathering));
            text.append(word)
                    .append('(')
                    .append(CypherNameScope.row(binding.variable()))
                    .append(" IN ")
                    .append(print(binding.source(), scope))
                    .append(" WHERE ");
        }
        return text.append(print(quantifier.body(), inner))
                .append(")".repeat(quantifier.bindings().size() + (none ? 1 : 0)))
                .toString();
    }
}
