package io.cartostream.engine.node;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.message.AssertionBody;
import org.jspecify.annotations.Nullable;

/**
 * A relationship in the partition of its end node.
 *
 * @param candidate the state that the start node's partition sent last; null if withdrawn
 * @param emitted whether the candidate is in the graph
 * @param firstSeen effective time when the relationship appeared, if emitted
 * @param deletedAt clock time of its deletion; null if none is remembered
 */
record IncomingState(
        @Nullable AssertionBody candidate,
        boolean emitted,
        long firstSeen,
        @Nullable Long deletedAt) {
    static final IncomingState NONE = new IncomingState(null, false, 0, null);

    byte[] encode() {
        ByteWriter writer = ByteWriter.versioned()
                .flag(emitted)
                .signed(firstSeen)
                .optionalNumber(deletedAt)
                .flag(candidate != null);
        if (candidate != null) {
            writer.raw(candidate.bytes());
        }
        return writer.toBytes();
    }

    static IncomingState decode(byte @Nullable [] encoded) {
        if (encoded == null) {
            return NONE;
        }
        ByteReader reader = ByteReader.versioned(encoded);
        boolean emitted = reader.flag();
        long firstSeen = reader.signed();
        Long deletedAt = reader.optionalNumber();
        AssertionBody candidate = reader.flag() ? AssertionBody.of(reader.rest()) : null;
        return new IncomingState(candidate, emitted, firstSeen, deletedAt);
    }
}
