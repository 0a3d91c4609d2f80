package io.cartostream.engine.message;

/** The direction of a relationship that is found by a lookup. */
public enum LookupDirection {
    /** From the known end to the nodes that carry the value. */
    OUTWARD(">"),
    /** From the nodes that carry the value to the known end. */
    INWARD("<");

    private final String symbol;

    LookupDirection(String symbol) {
        this.symbol = symbol;
    }

    /** The direction of a fact that the models yield. */
    public static LookupDirection of(boolean outward) {
        return outward ? OUTWARD : INWARD;
    }

    /** The direction of a symbol. */
    public static LookupDirection ofSymbol(String symbol) {
        return of(symbol.equals(OUTWARD.symbol));
    }

    /** How stored keys name it. */
    public String symbol() {
        return symbol;
    }
}
