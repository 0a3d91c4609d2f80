package io.cartostream.patterns.language;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.PatternExpression.Constant;
import io.cartostream.patterns.language.PatternExpression.ConstantList;
import io.cartostream.patterns.language.PatternExpression.FunctionCall;
import io.cartostream.patterns.language.PatternExpression.NameReference;
import io.cartostream.patterns.language.PatternExpression.ParameterReference;
import io.cartostream.patterns.language.PatternToken.TokenKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads operands: constants, lists, names, parameters, calls and expressions in parentheses. */
final class OperandParser {
    private final TokenCursor cursor;
    private final ExpressionParser expressions;

    OperandParser(TokenCursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    PatternExpression operand() throws PatternParseException {
        int at = cursor.peek().at();
        PropertyValue constant = constant();
        if (constant != null) {
            return new Constant(constant, at);
        }
        PatternToken token = cursor.peek();
        if (token.kind() == TokenKind.PARAMETER) {
            cursor.take();
            return new ParameterReference(token.text(), at);
        }
        if (token.word("null")) {
            throw new PatternParseException(at, "nothing equals null; write 'is null' or 'is not null'");
        }
        if (cursor.skipSymbol("(")) {
            PatternExpression inner = expressions.parse();
            cursor.expectSymbol(")", "to close the parenthesis");
            return inner;
        }
        if (cursor.skipSymbol("[")) {
            return list(at);
        }
        if (token.symbol("-[") || token.symbol("<-[")) {
            throw new PatternParseException(
                    at, "a path is gathered in 'let' and used here by its name: let: {some_name: exists -[:…]->(…)}");
        }
        if (!cursor.atName()) {
            throw cursor.expected("a value: a name, a text, a number, a list or '('");
        }
        return named(token);
    }

    private PatternExpression named(PatternToken token) throws PatternParseException {
        if (token.kind() == TokenKind.WORD && cursor.peekSecond().symbol("(")) {
            return call();
        }
        String name = cursor.name("a name");
        if (!cursor.skipSymbol(".")) {
            return new NameReference(null, name, token.at());
        }
        return new NameReference(name, cursor.name("a column after '.'"), token.at());
    }

    private PatternExpression call() throws PatternParseException {
        PatternToken word = cursor.take();
        BuiltinFunction function = BuiltinFunction.of(word.text());
        if (function == null) {
            throw new PatternParseException(
                    word.at(),
                    "unknown function '" + word.text() + "'"
                            + SpellingHints.hint(word.text(), BuiltinFunction.words()));
        }
        cursor.expectSymbol("(", "after the function");
        List<PatternExpression> arguments = new ArrayList<>();
        do {
            arguments.add(expressions.parse());
        } while (cursor.skipSymbol(","));
        cursor.expectSymbol(")", "after the arguments");
        if (!function.accepts(arguments.size())) {
            throw new PatternParseException(word.at(), function.word() + " takes " + function.arity());
        }
        return new FunctionCall(function, List.copyOf(arguments), word.at());
    }

    private PatternExpression list(int at) throws PatternParseException {
        List<PropertyValue> values = new ArrayList<>();
        while (!cursor.skipSymbol("]")) {
            if (!values.isEmpty()) {
                cursor.expectSymbol(",", "or ']' after an element");
            }
            int elementAt = cursor.peek().at();
            PropertyValue value = constant();
            if (value == null) {
                throw cursor.expected("a constant: a list holds texts, numbers, true or false");
            }
            if (!values.isEmpty() && values.get(0).getClass() != value.getClass()) {
                throw new PatternParseException(elementAt, "the elements of a list are of one kind");
            }
            values.add(value);
        }
        return new ConstantList(List.copyOf(values), at);
    }

    /** A constant; null, with nothing taken, if the next token begins none. */
    private @Nullable PropertyValue constant() throws PatternParseException {
        PatternToken token = cursor.peek();
        boolean negative = token.symbol("-")
                && (cursor.peekSecond().kind() == TokenKind.WHOLE
                        || cursor.peekSecond().kind() == TokenKind.REAL);
        if (negative) {
            cursor.take();
            token = cursor.peek();
        }
        String text = negative ? "-" + token.text() : token.text();
        PropertyValue value =
                switch (token.kind()) {
                    case TEXT -> new PropertyValue.Text(text);
                    case WHOLE -> new PropertyValue.Whole(whole(text, token.at()));
                    case REAL -> new PropertyValue.Real(Double.parseDouble(text));
                    case WORD ->
                        text.equals("true") || text.equals("false")
                                ? new PropertyValue.Flag(text.equals("true"))
                                : null;
                    default -> null;
                };
        if (value != null) {
            cursor.take();
        }
        return value;
    }

    private static long whole(String text, int at) throws PatternParseException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new PatternParseException(at, "the number " + text + " does not fit into 64 bits");
        }
    }
}
