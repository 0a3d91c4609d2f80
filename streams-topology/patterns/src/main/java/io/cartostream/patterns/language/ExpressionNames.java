package io.cartostream.patterns.language;

import io.cartostream.patterns.language.PatternExpression.AbsenceTest;
import io.cartostream.patterns.language.PatternExpression.FunctionCall;
import io.cartostream.patterns.language.PatternExpression.Junction;
import io.cartostream.patterns.language.PatternExpression.NameReference;
import io.cartostream.patterns.language.PatternExpression.Negation;
import io.cartostream.patterns.language.PatternExpression.RowBinding;
import io.cartostream.patterns.language.PatternExpression.RowQuantifier;
import io.cartostream.patterns.language.PatternExpression.TimeTest;
import io.cartostream.patterns.language.PatternExpression.TruthTest;
import io.cartostream.patterns.language.PatternExpression.ValueComparison;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the names that an expression reads. */
public final class ExpressionNames {
    private final SortedSet<String> found = new TreeSet<>();

    private ExpressionNames() {}

    /** The properties and gatherings that an expression reads, without the variables of its quantifiers. */
    public static SortedSet<String> bareNames(PatternExpression expression) {
        ExpressionNames names = new ExpressionNames();
        names.collect(expression, Set.of());
        return names.found;
    }

    private void collect(PatternExpression expression, Set<String> variables) {
        if (expression instanceof NameReference name) {
            if (name.variable() == null && !variables.contains(name.name())) {
                found.add(name.name());
            }
        } else if (expression instanceof FunctionCall call) {
            call.arguments().forEach(argument -> collect(argument, variables));
        } else if (expression instanceof ValueComparison comparison) {
            collect(comparison.left(), variables);
            collect(comparison.right(), variables);
        } else if (expression instanceof AbsenceTest test) {
            collect(test.operand(), variables);
        } else if (expression instanceof TruthTest test) {
            collect(test.operand(), variables);
        } else if (expression instanceof TimeTest test) {
            collect(test.operand(), variables);
        } else if (expression instanceof Negation negation) {
            collect(negation.operand(), variables);
        } else if (expression instanceof Junction junction) {
            junction.operands().forEach(operand -> collect(operand, variables));
        } else if (expression instanceof RowQuantifier quantifier) {
            Set<String> inner = new HashSet<>(variables);
            for (RowBinding binding : quantifier.bindings()) {
                collect(binding.source(), inner);
                inner.add(binding.variable());
            }
            collect(quantifier.body(), inner);
        }
    }
}
