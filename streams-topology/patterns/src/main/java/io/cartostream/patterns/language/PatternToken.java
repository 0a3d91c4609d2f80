package io.cartostream.patterns.language;

/**
 * A token of the language.
 *
 * @param kind its kind
 * @param text its text, without quotes
 * @param at its offset in the text
 */
record PatternToken(TokenKind kind, String text, int at) {

    /** The kinds of tokens. */
    enum TokenKind {
        /** A name or a keyword. */
        WORD,
        /** A name in backquotes, which is never a keyword. */
        QUOTED_NAME,
        /** A text in quotes. */
        TEXT,
        /** An integer. */
        WHOLE,
        /** A number with a fraction. */
        REAL,
        /** A parameter, without its dollar sign. */
        PARAMETER,
        /** Punctuation or an operator. */
        SYMBOL,
        /** The end of the text. */
        END
    }

    boolean symbol(String symbol) {
        return kind == TokenKind.SYMBOL && text.equals(symbol);
    }

    boolean word(String word) {
        return kind == TokenKind.WORD && text.equals(word);
    }

    String describe() {
        return switch (kind) {
            case END -> "the end of the text";
            case TEXT -> "the text \"" + text + "\"";
            case PARAMETER -> "'$" + text + "'";
            default -> "'" + text + "'";
        };
    }
}
