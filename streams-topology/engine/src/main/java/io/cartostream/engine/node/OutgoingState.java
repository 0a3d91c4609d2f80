package io.cartostream.engine.node;

import io.cartostream.engine.codec.Bytes;
import io.cartostream.engine.codec.Digest;
import io.cartostream.engine.codec.Reader;
import io.cartostream.engine.codec.Writer;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.ShapeChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relationship as its start node knows it. There is one while somebody asserts it.
 *
 * @param forwarded whether the end node's side was told that it stands; then it was told exactly this body
 * @param refused digest of what all contributors say together, if that is too large to be taken over; null: it is not
 * @param effective what all contributors say together or, if that is refused, what they said before; null: nothing that
 *     was taken over
 */
record OutgoingState(
        boolean forwarded,
        @Nullable Bytes refused,
        @Nullable AssertionBody effective) {
    private static final int FORWARDED = 1;
    private static final int REFUSED = 2;
    private static final int NOTHING = 4;

    /**
     * Whether one more contributor that says this changes nothing: it says what all say together already, and nothing else
     * before. Which of equals wins does not matter, and what is null for it is null for all.
     */
    boolean covers(List<ShapeChange> changes) {
        if (refused != null || effective == null) {
            return false;
        }
        for (ShapeChange change : changes) {
            if (change.earlierRanks() != 0 || !effective.equals(change.body())) {
                return false;
            }
        }
        return true;
    }

    byte[] encode() {
        byte[] digest = refused == null ? new byte[0] : refused.content();
        byte[] body = effective == null ? new byte[0] : effective.bytes();
        return new Writer(body.length + digest.length + 2)
                .octet(Writer.VERSION)
                .octet((forwarded ? FORWARDED : 0)
                        | (refused == null ? 0 : REFUSED)
                        | (effective == null ? NOTHING : 0))
                .raw(digest)
                .raw(body)
                .toBytes();
    }

    static OutgoingState decode(byte[] encoded) {
        Reader reader = Reader.versioned(encoded);
        int marks = reader.octet();
        Bytes refused = (marks & REFUSED) == 0 ? null : new Bytes(reader.raw(Digest.LENGTH));
        AssertionBody effective = (marks & NOTHING) == 0 ? AssertionBody.of(reader.rest()) : null;
        return new OutgoingState((marks & FORWARDED) != 0, refused, effective);
    }
}
