package io.cartostream.patterns.language;

/** A text is not of the pattern language. The message says what was expected, and what was found. */
public final class PatternParseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int at;

    PatternParseException(int at, String reason) {
        super(reason);
        this.at = at;
    }

    /** The offset in the text, from 0. */
    public int at() {
        return at;
    }
}
