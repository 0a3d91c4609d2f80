package io.cartostream.engine.node;

import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.DeclarationChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relationship as its start node knows it. There is one while somebody asserts it.
 *
 * <p>Nearly all relationships have one contributor, by one shape: it stands here instead of in an entry of its own.
 *
 * @param forwarded whether the end node's side was told that it stands; then it was told exactly this body
 * @param refused digest of what all contributors say together, if that is too large to be taken over; null: it is not
 * @param effective what all contributors say together or, if that is refused, what they said before; null: nothing that
 *     was taken over
 * @param sole who alone asserts it, exactly as {@code effective}; null: its contributors have entries of their own
 */
record OutgoingState(
        boolean forwarded,
        @Nullable ByteContent refused,
        @Nullable AssertionBody effective,
        @Nullable Sole sole) {
    private static final int FORWARDED = 1;
    private static final int REFUSED = 2;
    private static final int NOTHING = 4;

    /** First byte of an entry that holds its contributor: whoever does not know of those must not take it for another. */
    private static final int WITH_SOLE = 2;

    /** The one contributor, and what tells its assertion from others. */
    record Sole(String contributor, String shape, int rank) {
        /**
         * The contributor of these changes, of which nobody else says anything.
         *
         * @param all what they say together
         * @return null if they are more than one, or if they declare more than they say
         */
        static @Nullable Sole of(String contributor, List<DeclarationChange> changes, @Nullable AssertionBody all) {
            DeclarationChange change = changes.get(0);
            return all != null && changes.size() == 1 && all.equals(change.body())
                    ? new Sole(contributor, change.shape(), change.rank())
                    : null;
        }
    }

    /** Whether it is the sole contributor that speaks, of what it said before. */
    boolean isOf(String contributor, List<DeclarationChange> changes) {
        return sole != null
                && changes.size() == 1
                && sole.contributor().equals(contributor)
                && sole.shape().equals(changes.get(0).shape());
    }

    /**
     * Whether one more contributor that says this changes nothing: it says what all say together already, and nothing else
     * before. Which of equals wins does not matter, and what is null for it is null for all.
     */
    boolean covers(List<DeclarationChange> changes) {
        if (refused != null || effective == null) {
            return false;
        }
        for (DeclarationChange change : changes) {
            if (change.earlierRanks() != 0 || !effective.equals(change.body())) {
                return false;
            }
        }
        return true;
    }

    /** The same, after the end node's side was told that it stands, or that it does not. */
    OutgoingState with(boolean nowForwarded) {
        return new OutgoingState(nowForwarded, refused, effective, sole);
    }

    byte[] encode() {
        byte[] digest = refused == null ? new byte[0] : refused.content();
        byte[] body = effective == null ? new byte[0] : effective.bytes();
        ByteWriter writer = new ByteWriter(body.length + digest.length + 128)
                .octet(sole == null ? ByteWriter.VERSION : WITH_SOLE)
                .octet((forwarded ? FORWARDED : 0)
                        | (refused == null ? 0 : REFUSED)
                        | (effective == null ? NOTHING : 0))
                .raw(digest);
        if (sole != null) {
            writer.text(sole.contributor()).text(sole.shape()).octet(sole.rank());
        }
        return writer.raw(body).toBytes();
    }

    static OutgoingState decode(byte[] encoded) {
        boolean withSole = encoded.length > 0 && encoded[0] == WITH_SOLE;
        ByteReader reader = ByteReader.versioned(encoded, withSole ? WITH_SOLE : ByteWriter.VERSION);
        int marks = reader.octet();
        ByteContent refused = (marks & REFUSED) == 0 ? null : new ByteContent(reader.raw(ContentDigest.LENGTH));
        Sole sole = withSole ? new Sole(reader.text(), reader.text(), reader.octet()) : null;
        AssertionBody effective = (marks & NOTHING) == 0 ? AssertionBody.of(reader.rest()) : null;
        return new OutgoingState((marks & FORWARDED) != 0, refused, effective, sole);
    }
}
