package io.cartostream.patterns.language;

import io.cartostream.patterns.language.PatternExpression.AbsenceTest;
import io.cartostream.patterns.language.PatternExpression.Junction;
import io.cartostream.patterns.language.PatternExpression.Negation;
import io.cartostream.patterns.language.PatternExpression.QuantifierKind;
import io.cartostream.patterns.language.PatternExpression.RowBinding;
import io.cartostream.patterns.language.PatternExpression.RowQuantifier;
import io.cartostream.patterns.language.PatternExpression.TruthTest;
import io.cartostream.patterns.language.PatternExpression.ValueComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads conditions: {@code or} binds weakest, then {@code and}, {@code not}, comparisons. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 50;
    private static final Map<String, ComparisonOperator> SYMBOLS = Map.of(
            "=", ComparisonOperator.EQUAL,
            "!=", ComparisonOperator.UNEQUAL,
            "<>", ComparisonOperator.UNEQUAL,
            "<", ComparisonOperator.LESS,
            "<=", ComparisonOperator.AT_MOST,
            ">", ComparisonOperator.GREATER,
            ">=", ComparisonOperator.AT_LEAST);

    private final TokenCursor cursor;
    private final OperandParser operands;
    private final TimeParser times;
    private int depth;

    ExpressionParser(TokenCursor cursor) {
        this.cursor = cursor;
        this.operands = new OperandParser(cursor, this);
        this.times = new TimeParser(cursor);
    }

    PatternExpression parse() throws PatternParseException {
        if (++depth > MAX_DEPTH) {
            throw new PatternParseException(cursor.peek().at(), "nested deeper than " + MAX_DEPTH + " levels");
        }
        PatternExpression parsed = junction(false);
        depth--;
        return parsed;
    }

    private PatternExpression junction(boolean conjunction) throws PatternParseException {
        List<PatternExpression> parts = new ArrayList<>();
        do {
            parts.add(conjunction ? negation() : junction(true));
        } while (cursor.skipWord(conjunction ? "and" : "or"));
        return parts.size() == 1
                ? parts.get(0)
                : new Junction(conjunction, List.copyOf(parts), parts.get(0).at());
    }

    private PatternExpression negation() throws PatternParseException {
        int at = cursor.peek().at();
        int negations = 0;
        while (cursor.skipWord("not")) {
            negations++;
        }
        PatternExpression condition = condition();
        return negations % 2 == 0 ? condition : new Negation(condition, at);
    }

    private PatternExpression condition() throws PatternParseException {
        QuantifierKind quantifier = quantifierKind();
        if (quantifier != null) {
            return quantifier(quantifier);
        }
        PatternExpression left = operands.operand();
        int at = left.at();
        if (cursor.skipWord("is")) {
            return test(left, at);
        }
        PatternExpression time = times.testOf(left);
        if (time != null) {
            return time;
        }
        boolean negated = cursor.peek().word("not") && isWordOperator(cursor.peekSecond());
        if (negated) {
            cursor.take();
        }
        ComparisonOperator operator = operator();
        if (operator == null) {
            return left;
        }
        PatternExpression comparison = new ValueComparison(operator, left, operands.operand(), at);
        return negated ? new Negation(comparison, at) : comparison;
    }

    private PatternExpression test(PatternExpression left, int at) throws PatternParseException {
        boolean negated = cursor.skipWord("not");
        if (cursor.skipWord("null")) {
            return new AbsenceTest(left, !negated, at);
        }
        if (cursor.skipWord("true")) {
            return new TruthTest(left, true, negated, at);
        }
        if (cursor.skipWord("false")) {
            return new TruthTest(left, false, negated, at);
        }
        throw cursor.expected("'null', 'true' or 'false' after 'is'");
    }

    private static boolean isWordOperator(PatternToken token) {
        return token.word("in")
                || token.word("contains")
                || token.word("like")
                || token.word("starts")
                || token.word("ends");
    }

    private @Nullable ComparisonOperator operator() throws PatternParseException {
        PatternToken token = cursor.peek();
        ComparisonOperator symbol = token.kind() == PatternToken.TokenKind.SYMBOL ? SYMBOLS.get(token.text()) : null;
        if (symbol != null) {
            cursor.take();
            return symbol;
        }
        if (cursor.skipWord("in")) {
            return ComparisonOperator.IN;
        }
        if (cursor.skipWord("contains")) {
            return ComparisonOperator.CONTAINS;
        }
        if (cursor.skipWord("like")) {
            return ComparisonOperator.LIKE;
        }
        if (token.word("starts") || token.word("ends")) {
            cursor.take();
            cursor.expectWord("with", "after '" + token.text() + "'");
            return token.text().equals("starts") ? ComparisonOperator.STARTS_WITH : ComparisonOperator.ENDS_WITH;
        }
        return null;
    }

    private @Nullable QuantifierKind quantifierKind() {
        PatternToken token = cursor.peek();
        boolean quantifier = token.word("any") || token.word("all") || token.word("no");
        return quantifier ? QuantifierKind.valueOf(token.text().toUpperCase(Locale.ROOT)) : null;
    }

    private PatternExpression quantifier(QuantifierKind kind) throws PatternParseException {
        int at = cursor.take().at();
        List<RowBinding> bindings = new ArrayList<>();
        do {
            int bindingAt = cursor.peek().at();
            String variable = cursor.givenName("a variable");
            cursor.expectWord("in", "after the variable");
            bindings.add(new RowBinding(variable, operands.operand(), bindingAt));
        } while (cursor.skipSymbol(","));
        cursor.expectWord("satisfies", "after the sets");
        cursor.expectSymbol("(", "before the condition on the rows");
        PatternExpression body = parse();
        cursor.expectSymbol(")", "after the condition on the rows");
        return new RowQuantifier(kind, List.copyOf(bindings), body, at);
    }
}
