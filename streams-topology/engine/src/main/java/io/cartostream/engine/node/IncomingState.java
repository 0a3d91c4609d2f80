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
 * @param changedAt effective time of the last change, if emitted
 * @param deletedAt clock time of its deletion; null if none is remembered
 */
record IncomingState(
        @Nullable AssertionBody candidate,
        boolean emitted,
        long firstSeen,
        long changedAt,
        @Nullable Long deletedAt) {
    static final IncomingState NONE = new IncomingState(null, false, 0, 0, null);

    static IncomingState present(AssertionBody candidate, long firstSeen, long changedAt) {
        return new IncomingState(candidate, true, firstSeen, changedAt, null);
    }

    static IncomingState absent(@Nullable AssertionBody candidate, @Nullable Long deletedAt) {
        return new IncomingState(candidate, false, 0, 0, deletedAt);
    }

    /** The field of the deletion holds, for an emitted relationship, how long after its appearance it changed; mostly null. */
    byte[] encode() {
        Long changedLater = changedAt == firstSeen ? null : (Long) (changedAt - firstSeen);
        ByteWriter writer = ByteWriter.versioned()
                .flag(emitted)
                .signed(firstSeen)
                .optionalNumber(emitted ? changedLater : deletedAt)
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
        Long later = reader.optionalNumber();
        AssertionBody candidate = reader.flag() ? AssertionBody.of(reader.rest()) : null;
        return emitted
                ? new IncomingState(candidate, true, firstSeen, firstSeen + (later == null ? 0 : later), null)
                : absent(candidate, later);
    }
}
