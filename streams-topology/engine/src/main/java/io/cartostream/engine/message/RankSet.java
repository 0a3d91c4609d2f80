package io.cartostream.engine.message;

/**
 * A set of ranks, one bit each.
 *
 * @param bits bit {@code n} is set if the rank of number {@code n} is in the set
 */
public record RankSet(int bits) {
    /** No rank. */
    public static final RankSet NONE = new RankSet(0);

    /** One rank. */
    public static RankSet of(AssertionRank rank) {
        return new RankSet(1 << rank.number());
    }

    /** Whether the rank is in the set. */
    public boolean contains(AssertionRank rank) {
        return (bits & (1 << rank.number())) != 0;
    }

    /** Whether no rank is in the set. */
    public boolean isEmpty() {
        return bits == 0;
    }

    /** The ranks of both sets. */
    public RankSet union(RankSet other) {
        return new RankSet(bits | other.bits);
    }
}
