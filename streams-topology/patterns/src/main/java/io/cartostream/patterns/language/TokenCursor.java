package io.cartostream.patterns.language;

import io.cartostream.patterns.language.PatternToken.TokenKind;
import java.util.List;
import java.util.Set;

/** The position of a parser in its tokens. */
final class TokenCursor {
    /** Words that are never names, unless in backquotes. */
    static final Set<String> KEYWORDS = Set.of(
            "and",
            "or",
            "not",
            "in",
            "is",
            "null",
            "true",
            "false",
            "any",
            "all",
            "no",
            "satisfies",
            "where",
            "via",
            "contains",
            "like",
            "older",
            "newer",
            "before",
            "after",
            "now");

    private final List<PatternToken> tokens;
    private int next;

    TokenCursor(String text) throws PatternParseException {
        this.tokens = PatternLexer.tokens(text);
    }

    PatternToken peek() {
        return tokens.get(next);
    }

    PatternToken peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    PatternToken take() {
        PatternToken token = tokens.get(next);
        if (token.kind() != TokenKind.END) {
            next++;
        }
        return token;
    }

    boolean skipSymbol(String symbol) {
        if (peek().symbol(symbol)) {
            next++;
            return true;
        }
        return false;
    }

    boolean skipWord(String word) {
        if (peek().word(word)) {
            next++;
            return true;
        }
        return false;
    }

    void expectSymbol(String symbol, String purpose) throws PatternParseException {
        if (!skipSymbol(symbol)) {
            throw expected("'" + symbol + "' " + purpose);
        }
    }

    void expectWord(String word, String purpose) throws PatternParseException {
        if (!skipWord(word)) {
            throw expected("'" + word + "' " + purpose);
        }
    }

    boolean atName() {
        PatternToken token = peek();
        return token.kind() == TokenKind.QUOTED_NAME
                || (token.kind() == TokenKind.WORD && !KEYWORDS.contains(token.text()));
    }

    String name(String what) throws PatternParseException {
        if (!atName()) {
            String hint = peek().kind() == TokenKind.WORD ? " (a keyword; as a name it is written in backquotes)" : "";
            throw new PatternParseException(peek().at(), "expected " + what + ", found " + peek().describe() + hint);
        }
        String name = take().text();
        if (name.isEmpty()) {
            throw new PatternParseException(peek().at(), "expected " + what + ", found an empty name");
        }
        return name;
    }

    /** A name that a pattern gives: it starts with a letter, so that it never meets a name of the Cypher twin. */
    String givenName(String what) throws PatternParseException {
        int at = peek().at();
        String name = name(what);
        if (!isGivenName(name)) {
            throw new PatternParseException(
                    at, what + " consists of letters, digits and '_', and starts with a letter");
        }
        return name;
    }

    static boolean isGivenName(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_]*") && !KEYWORDS.contains(name);
    }

    void expectEnd() throws PatternParseException {
        if (peek().kind() != TokenKind.END) {
            throw expected("the end of the text");
        }
    }

    PatternParseException expected(String what) {
        return new PatternParseException(peek().at(), "expected " + what + ", found " + peek().describe());
    }
}
