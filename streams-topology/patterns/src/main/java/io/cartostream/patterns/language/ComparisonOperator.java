package io.cartostream.patterns.language;

/** The operators that compare two values. */
public enum ComparisonOperator {
    /** Equal. */
    EQUAL("="),
    /** Not equal. */
    UNEQUAL("!="),
    /** Less. */
    LESS("<"),
    /** Less or equal. */
    AT_MOST("<="),
    /** Greater. */
    GREATER(">"),
    /** Greater or equal. */
    AT_LEAST(">="),
    /** The left value is an element of the right list or gathered set. */
    IN("in"),
    /** The left text contains the right one. */
    CONTAINS("contains"),
    /** The left text starts with the right one. */
    STARTS_WITH("starts with"),
    /** The left text ends with the right one. */
    ENDS_WITH("ends with"),
    /** The left text matches the right pattern, or one of a list of patterns, of {@code *} and {@code ?}. */
    LIKE("like");

    private final String symbol;

    ComparisonOperator(String symbol) {
        this.symbol = symbol;
    }

    /** The operator as it is written. */
    public String symbol() {
        return symbol;
    }

    /** Whether the operator compares by order. */
    public boolean ordered() {
        return this == LESS || this == AT_MOST || this == GREATER || this == AT_LEAST;
    }
}
