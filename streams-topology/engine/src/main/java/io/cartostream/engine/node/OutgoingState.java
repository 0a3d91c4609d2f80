package io.cartostream.engine.node;

import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.AssertionRank;
import io.cartostream.engine.message.DeclarationChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relationship in the partition of its start node. Stored while a contributor asserts the relationship.
 *
 * <p>Nearly all relationships have one contributor with one declaration. It is stored in this entry instead of in a separate
 * one.
 *
 * @param forwarded whether the end node's partition has this candidate; if so, it has exactly this body
 * @param refused digest of the merged state, if it is too large to be accepted; null if it was accepted
 * @param effective the last accepted merged state; null if none was accepted
 * @param sole the only contributor, whose assertion is exactly {@code effective}; null if the contributors have separate
 *     entries
 */
record OutgoingState(
        boolean forwarded,
        @Nullable ByteContent refused,
        @Nullable AssertionBody effective,
        @Nullable Sole sole) {
    private static final int FORWARDED = 1;
    private static final int REFUSED = 2;
    private static final int NOTHING = 4;

    /** First byte of an entry with a sole contributor, so that a version which cannot read such entries refuses them. */
    private static final int WITH_SOLE = 2;

    /** The only contributor, with the declaration and rank of its assertion. */
    record Sole(String contributor, String declaration, AssertionRank rank) {
        /**
         * Makes the only contributor of an entity its sole contributor.
         *
         * @param all the merged state of the changes
         * @return null if there are several changes, or if the declaration has properties without values
         */
        static @Nullable Sole of(String contributor, List<DeclarationChange> changes, @Nullable AssertionBody all) {
            DeclarationChange change = changes.get(0);
            return all != null && changes.size() == 1 && all.equals(change.body())
                    ? new Sole(contributor, change.declaration(), change.rank())
                    : null;
        }
    }

    /** True if the changes come from the sole contributor and concern its one declaration. */
    boolean isOf(String contributor, List<DeclarationChange> changes) {
        return sole != null
                && changes.size() == 1
                && sole.contributor().equals(contributor)
                && sole.declaration().equals(changes.get(0).declaration());
    }

    /**
     * True if these changes of a new contributor equal the merged state, so that they cannot change it. Which of two equal
     * assertions wins does not matter, and a property without a value here has no value in any other.
     */
    boolean covers(List<DeclarationChange> changes) {
        if (refused != null || effective == null) {
            return false;
        }
        for (DeclarationChange change : changes) {
            if (!change.earlierRanks().isEmpty() || !effective.equals(change.body())) {
                return false;
            }
        }
        return true;
    }

    /** The same state with the candidate sent to the end node's partition, or withdrawn from it. */
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
            writer.text(sole.contributor())
                    .text(sole.declaration())
                    .octet(sole.rank().number());
        }
        return writer.raw(body).toBytes();
    }

    static OutgoingState decode(byte[] encoded) {
        boolean withSole = encoded.length > 0 && encoded[0] == WITH_SOLE;
        ByteReader reader = ByteReader.versioned(encoded, withSole ? WITH_SOLE : ByteWriter.VERSION);
        int marks = reader.octet();
        ByteContent refused = (marks & REFUSED) == 0 ? null : new ByteContent(reader.raw(ContentDigest.LENGTH));
        Sole sole = withSole ? new Sole(reader.text(), reader.text(), AssertionRank.ofNumber(reader.octet())) : null;
        AssertionBody effective = (marks & NOTHING) == 0 ? AssertionBody.of(reader.rest()) : null;
        return new OutgoingState((marks & FORWARDED) != 0, refused, effective, sole);
    }
}
