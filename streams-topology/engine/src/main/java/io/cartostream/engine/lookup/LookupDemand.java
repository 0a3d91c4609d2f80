package io.cartostream.engine.lookup;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.message.LookupMessage.DemandChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relationship that is asked for under one lookup key.
 *
 * @param contributor who asks
 * @param type the relationship's type
 * @param anchor the end that is known
 * @param outward true: anchor → carriers
 * @param change what is asserted; without a body the demand is leaving: it stays until all carriers were told
 */
record LookupDemand(String contributor, String type, EntityKey.Node anchor, boolean outward, DeclarationChange change) {

    static LookupDemand of(String contributor, DemandChange change) {
        return new LookupDemand(contributor, change.type(), change.anchor(), change.outward(), change.change());
    }

    boolean leaving() {
        return change.body() == null;
    }

    /** The same with all ranks that it may ever have been asserted with, so that a later one replaces every earlier. */
    LookupDemand after(@Nullable LookupDemand earlier) {
        int ranks = change.earlierRanks() | (leaving() ? 0 : 1 << change.rank());
        if (earlier != null) {
            ranks |= earlier.change.earlierRanks();
        }
        return new LookupDemand(
                contributor,
                type,
                anchor,
                outward,
                new DeclarationChange(change.shape(), change.rank(), ranks, change.body()));
    }

    /** The store's key. */
    String key(String lookupKey) {
        return CompositeKeys.join(lookupKey, contributor, type, outward ? ">" : "<", anchor.text(), change.shape());
    }

    /** What the key does not say. */
    byte[] encode() {
        ByteWriter writer = ByteWriter.versioned()
                .octet(change.rank())
                .octet(change.earlierRanks())
                .flag(change.body() != null);
        if (change.body() != null) {
            writer.raw(change.body().bytes());
        }
        return writer.toBytes();
    }

    static LookupDemand decode(String key, byte[] encoded) {
        List<String> parts = CompositeKeys.split(key);
        ByteReader reader = ByteReader.versioned(encoded);
        int rank = reader.octet();
        int ranks = reader.octet();
        AssertionBody body = reader.flag() ? AssertionBody.of(reader.rest()) : null;
        return new LookupDemand(
                parts.get(1),
                parts.get(2),
                (EntityKey.Node) EntityKey.parse(parts.get(4)),
                parts.get(3).equals(">"),
                new DeclarationChange(parts.get(5), rank, ranks, body));
    }
}
