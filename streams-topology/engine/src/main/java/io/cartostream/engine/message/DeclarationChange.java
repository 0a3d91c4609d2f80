package io.cartostream.engine.message;

import org.jspecify.annotations.Nullable;

/**
 * What a contributor asserts by one declaration.
 *
 * @param declaration the declaration
 * @param rank how the assertion ranks; meaningless for a retraction
 * @param earlierRanks the ranks with which the contributor may have asserted by this declaration before
 * @param body what is asserted; null retracts
 */
public record DeclarationChange(
        String declaration,
        AssertionRank rank,
        RankSet earlierRanks,
        @Nullable AssertionBody body) {
    /** Size of the body in bytes. */
    long size() {
        return body == null ? 0 : body.bytes().length;
    }
}
