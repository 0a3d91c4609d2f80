package io.cartostream.patterns.language;

import io.cartostream.patterns.language.PatternToken.TokenKind;
import java.util.ArrayList;
import java.util.List;

/** Splits a text into tokens. */
final class PatternLexer {
    /** Longest first: the first that fits is taken. */
    private static final List<String> SYMBOLS = List.of(
            "<-[", "]->", "-[", "]-", "!=", "<>", "<=", ">=", "(", ")", "[", "]", "{", "}", ",", ":", "|", ".", "=",
            "<", ">", "+", "-", "*");

    private final String text;
    private final List<PatternToken> tokens = new ArrayList<>();
    private int next;

    private PatternLexer(String text) {
        this.text = text;
    }

    static List<PatternToken> tokens(String text) throws PatternParseException {
        return new PatternLexer(text).tokens();
    }

    private List<PatternToken> tokens() throws PatternParseException {
        while (next < text.length()) {
            char c = text.charAt(next);
            if (Character.isWhitespace(c)) {
                next++;
            } else if (c == '"' || c == '\'' || c == '`') {
                quoted(c);
            } else if (isDigit(c)) {
                number();
            } else if (isNameStart(c)) {
                add(TokenKind.WORD, next, nameEnd(next));
            } else if (c == '$') {
                parameter();
            } else {
                symbol();
            }
        }
        tokens.add(new PatternToken(TokenKind.END, "", text.length()));
        return List.copyOf(tokens);
    }

    private void add(TokenKind kind, int from, int to) {
        tokens.add(new PatternToken(kind, text.substring(from, to), from));
        next = to;
    }

    private void quoted(char quote) throws PatternParseException {
        int start = next;
        StringBuilder value = new StringBuilder();
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                tokens.add(new PatternToken(
                        quote == '`' ? TokenKind.QUOTED_NAME : TokenKind.TEXT, value.toString(), start));
                next = i + 1;
                return;
            }
            if (c == '\\' && quote != '`') {
                i++;
                if (i == text.length()) {
                    break;
                }
                value.append(escaped(text.charAt(i), i));
            } else {
                value.append(c);
            }
        }
        throw new PatternParseException(start, "the closing " + quote + " is missing");
    }

    private static char escaped(char c, int at) throws PatternParseException {
        return switch (c) {
            case '\\', '"', '\'' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            default ->
                throw new PatternParseException(
                        at, "unknown escape '\\" + c + "'; known are \\\\ \\\" \\' \\n and \\t");
        };
    }

    private void number() throws PatternParseException {
        int end = digitsEnd(next);
        boolean real = end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1));
        if (real) {
            end = digitsEnd(end + 1);
        }
        if (end < text.length() && isNameStart(text.charAt(end))) {
            throw new PatternParseException(next, "a name starts with a letter or '_'; put a space after a number");
        }
        add(real ? TokenKind.REAL : TokenKind.WHOLE, next, end);
    }

    private void parameter() throws PatternParseException {
        int start = next;
        int end = nameEnd(start + 1);
        if (end == start + 1) {
            throw new PatternParseException(start, "expected a parameter's name after '$'");
        }
        tokens.add(new PatternToken(TokenKind.PARAMETER, text.substring(start + 1, end), start));
        next = end;
    }

    private void symbol() throws PatternParseException {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, next)) {
                add(TokenKind.SYMBOL, next, next + symbol.length());
                return;
            }
        }
        throw new PatternParseException(next, "unexpected character '" + text.charAt(next) + "'");
    }

    private int digitsEnd(int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < text.length() && (isNameStart(text.charAt(end)) || isDigit(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
