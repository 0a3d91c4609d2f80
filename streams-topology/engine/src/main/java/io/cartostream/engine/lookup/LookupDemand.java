package io.cartostream.engine.lookup;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.AssertionRank;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.message.LookupDirection;
import io.cartostream.engine.message.LookupMessage.DemandChange;
import io.cartostream.engine.message.RankSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contributor's demand for relationships with all carriers of one lookup key.
 *
 * @param contributor the contributor
 * @param type the relationship's type
 * @param anchor the end that is known
 * @param direction from the known end to the carriers, or the other way
 * @param change what is asserted; without a body the demand is leaving, and is kept until all its pairs are withdrawn
 */
record LookupDemand(
        String contributor, String type, EntityKey.Node anchor, LookupDirection direction, DeclarationChange change) {

    static LookupDemand of(String contributor, DemandChange change) {
        return new LookupDemand(contributor, change.type(), change.anchor(), change.direction(), change.change());
    }

    boolean leaving() {
        return change.body() == null;
    }

    /** Adds all ranks with which the demand may ever have been asserted, so that a change replaces every earlier one. */
    LookupDemand after(@Nullable LookupDemand earlier) {
        RankSet ranks = change.earlierRanks().union(leaving() ? RankSet.NONE : RankSet.of(change.rank()));
        if (earlier != null) {
            ranks = ranks.union(earlier.change.earlierRanks());
        }
        return new LookupDemand(
                contributor,
                type,
                anchor,
                direction,
                new DeclarationChange(change.declaration(), change.rank(), ranks, change.body()));
    }

    /** The store's key. */
    String key(String lookupKey) {
        return CompositeKeys.join(
                lookupKey, contributor, type, direction.symbol(), anchor.text(), change.declaration());
    }

    /** Encodes everything that is not part of the key. */
    byte[] encode() {
        ByteWriter writer = ByteWriter.versioned()
                .octet(change.rank().number())
                .octet(change.earlierRanks().bits())
                .flag(change.body() != null);
        if (change.body() != null) {
            writer.raw(change.body().bytes());
        }
        return writer.toBytes();
    }

    static LookupDemand decode(String key, byte[] encoded) {
        List<String> parts = CompositeKeys.split(key);
        ByteReader reader = ByteReader.versioned(encoded);
        AssertionRank rank = AssertionRank.ofNumber(reader.octet());
        RankSet ranks = new RankSet(reader.octet());
        AssertionBody body = reader.flag() ? AssertionBody.of(reader.rest()) : null;
        return new LookupDemand(
                parts.get(1),
                parts.get(2),
                (EntityKey.Node) EntityKey.parse(parts.get(4)),
                LookupDirection.ofSymbol(parts.get(3)),
                new DeclarationChange(parts.get(5), rank, ranks, body));
    }
}
