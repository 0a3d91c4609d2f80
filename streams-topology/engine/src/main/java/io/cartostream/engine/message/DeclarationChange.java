package io.cartostream.engine.message;

import org.jspecify.annotations.Nullable;

/**
 * What a contributor asserts by one shape.
 *
 * @param shape the declaration
 * @param rank 0 (owner, own account) to 3 (neither); meaningless for a retraction
 * @param earlierRanks bit set of the ranks that the contributor may have asserted this shape with before
 * @param body what is asserted; null: nothing any more
 */
public record DeclarationChange(
        String shape, int rank, int earlierRanks, @Nullable AssertionBody body) {
    /** How large its body is, in bytes. */
    long size() {
        return body == null ? 0 : body.bytes().length;
    }
}
