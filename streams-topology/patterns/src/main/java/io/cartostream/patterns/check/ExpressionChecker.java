package io.cartostream.patterns.check;

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
import io.cartostream.patterns.language.PatternExpression.RowBinding;
import io.cartostream.patterns.language.PatternExpression.RowQuantifier;
import io.cartostream.patterns.language.PatternExpression.TimeTest;
import io.cartostream.patterns.language.PatternExpression.TruthTest;
import io.cartostream.patterns.language.PatternExpression.ValueComparison;
import io.cartostream.patterns.language.SpellingHints;
import io.cartostream.patterns.schema.PropertyShape;
import io.cartostream.patterns.schema.ValueKind;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Infers the types of an expression, and reports names that do not exist and operands that do not fit. */
final class ExpressionChecker {
    private final TextReport report;
    private final Map<String, ParameterValue> parameters;
    private final Place place;
    private final OperandRules rules;

    ExpressionChecker(TextReport report, Map<String, ParameterValue> parameters, Place place) {
        this.report = report;
        this.parameters = parameters;
        this.place = place;
        this.rules = new OperandRules(report);
    }

    /** Where an expression is evaluated. */
    enum Place {
        /** At the anchor. */
        ANCHOR,
        /** At a node of a path: no parameters, because they may differ from account to account. */
        NODE,
        /** At a relationship of a path: no parameters, and no times, because nothing evaluates it again when it is due. */
        RELATIONSHIP
    }

    /** Checks a condition: it must be true, false or unknown. */
    void condition(PatternExpression expression, NameTypes names) {
        rules.requireFlag(type(expression, names), expression);
    }

    /** Checks an expression and returns its type. */
    InferredType type(PatternExpression expression, NameTypes names) {
        if (expression instanceof Constant constant) {
            return InferredType.of(ValueKind.of(constant.value()));
        } else if (expression instanceof ConstantList list) {
            return list.values().isEmpty()
                    ? InferredType.UNKNOWN
                    : InferredType.of(ValueKind.of(list.values().get(0)).listOf());
        } else if (expression instanceof NameReference name) {
            return name(name, names);
        } else if (expression instanceof ParameterReference parameter) {
            return parameter(parameter);
        } else if (expression instanceof FunctionCall call) {
            return rules.call(
                    call,
                    call.arguments().stream()
                            .map(argument -> type(argument, names))
                            .toList());
        } else if (expression instanceof ValueComparison comparison) {
            rules.comparison(comparison, type(comparison.left(), names), type(comparison.right(), names));
        } else if (expression instanceof AbsenceTest test) {
            rules.absence(test, type(test.operand(), names));
        } else if (expression instanceof TruthTest test) {
            condition(test.operand(), names);
        } else if (expression instanceof TimeTest test) {
            time(test, names);
        } else if (expression instanceof Negation negation) {
            condition(negation.operand(), names);
        } else if (expression instanceof Junction junction) {
            junction.operands().forEach(operand -> condition(operand, names));
        } else if (expression instanceof RowQuantifier quantifier) {
            quantifier(quantifier, names);
        }
        return InferredType.of(ValueKind.FLAG);
    }

    private InferredType name(NameReference name, NameTypes names) {
        if (name.variable() != null) {
            return column(name, name.variable(), names);
        }
        Set<ValueKind> element = names.elements().get(name.name());
        if (element != null) {
            return new InferredType(element, null);
        }
        if (names.rows().containsKey(name.name())) {
            report.add(name.at(), "'" + name.name() + "' is a row; name a column: '" + name.name() + ".…'");
            return InferredType.UNKNOWN;
        }
        InferredType gathered = names.let().get(name.name());
        if (gathered != null) {
            return gathered;
        }
        PropertyShape property = names.properties().get(name.name());
        if (property != null) {
            return new InferredType(property.kinds(), null);
        }
        Set<String> known = new HashSet<>(names.properties().keySet());
        known.addAll(names.let().keySet());
        known.addAll(names.elements().keySet());
        report.add(
                name.at(),
                names.owner() + " has no property '" + name.name() + "'" + SpellingHints.hint(name.name(), known));
        return InferredType.UNKNOWN;
    }

    private InferredType column(NameReference name, String variable, NameTypes names) {
        Map<String, Set<ValueKind>> columns = names.rows().get(variable);
        if (columns == null) {
            Set<String> known = names.rows().keySet();
            report.add(
                    name.at(),
                    "no quantifier names '" + variable + "'" + SpellingHints.hint(variable, known)
                            + (known.isEmpty() ? "; inside a path, a condition sees its own position only" : ""));
            return InferredType.UNKNOWN;
        }
        Set<ValueKind> kinds = columns.get(name.name());
        if (kinds == null) {
            report.add(
                    name.at(),
                    "the rows of '" + variable + "' have no column '" + name.name() + "'"
                            + SpellingHints.hint(name.name(), columns.keySet()));
            return InferredType.UNKNOWN;
        }
        return new InferredType(kinds, null);
    }

    private InferredType parameter(ParameterReference reference) {
        if (rejectInPath(reference.name(), reference.at())) {
            return InferredType.UNKNOWN;
        }
        ParameterValue value = parameters.get(reference.name());
        if (value instanceof PlainParameter plain) {
            return InferredType.of(ValueKind.of(plain.value()));
        }
        report.add(
                reference.at(),
                value == null
                        ? "no parameter '" + reference.name() + "'"
                                + SpellingHints.hint(reference.name(), parameters.keySet())
                        : "'$" + reference.name() + "' is a length of time; it follows 'older than' or 'now +'");
        return InferredType.UNKNOWN;
    }

    private boolean rejectInPath(String parameter, int at) {
        if (place != Place.ANCHOR) {
            report.add(
                    at,
                    "'$" + parameter
                            + "' in a path: parameters are for the anchor; gather the property, and compare it there");
        }
        return place != Place.ANCHOR;
    }

    private void time(TimeTest test, NameTypes names) {
        InferredType operand = type(test.operand(), names);
        if (operand.isKnown() && !operand.is(ValueKind.MOMENT)) {
            report.add(test.operand().at(), "expected a time, found a " + operand.describe());
        }
        if (place == Place.RELATIONSHIP) {
            report.add(
                    test.at(),
                    "a relationship's condition cannot depend on the current time; gather the property, and"
                            + " compare it at the anchor");
        }
        String parameter = test.offset().parameter();
        if (parameter != null
                && !rejectInPath(parameter, test.at())
                && !(parameters.get(parameter) instanceof LengthParameter)) {
            report.add(
                    test.at(),
                    parameters.containsKey(parameter)
                            ? "'$" + parameter + "' is no length of time such as '90 days'"
                            : "no parameter '" + parameter + "'" + SpellingHints.hint(parameter, parameters.keySet()));
        }
    }

    private void quantifier(RowQuantifier quantifier, NameTypes names) {
        NameTypes inner = names;
        for (RowBinding binding : quantifier.bindings()) {
            String variable = binding.variable();
            if (inner.hasVariable(variable) || names.let().containsKey(variable)) {
                report.add(binding.at(), "the name '" + variable + "' already has a meaning here");
            }
            InferredType source = type(binding.source(), inner);
            if (source.rows() != null) {
                inner = inner.withRow(variable, source.rows());
            } else {
                boolean list = source.isList();
                if (source.isKnown() && !list) {
                    report.add(binding.source().at(), rules.notAList(source));
                }
                Set<ValueKind> elements = new HashSet<>();
                source.kinds().forEach(kind -> elements.add(kind.isList() ? kind.element() : kind));
                inner = inner.withElement(variable, elements);
            }
        }
        condition(quantifier.body(), inner);
    }
}
