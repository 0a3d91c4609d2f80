package io.cartostream.engine.lookup;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.codec.Keys;
import io.cartostream.engine.codec.Reader;
import io.cartostream.engine.codec.Writer;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.LookupMessage.DemandChange;
import io.cartostream.engine.message.ShapeChange;
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
record Demand(String contributor, String type, EntityKey.Node anchor, boolean outward, ShapeChange change) {

    static Demand of(String contributor, DemandChange change) {
        return new Demand(contributor, change.type(), change.anchor(), change.outward(), change.change());
    }

    boolean leaving() {
        return change.body() == null;
    }

    /** The same with all ranks that it may ever have been asserted with, so that a later one replaces every earlier. */
    Demand after(@Nullable Demand earlier) {
        int ranks = change.earlierRanks() | (leaving() ? 0 : 1 << change.rank());
        if (earlier != null) {
            ranks |= earlier.change.earlierRanks();
        }
        return new Demand(
                contributor,
                type,
                anchor,
                outward,
                new ShapeChange(change.shape(), change.rank(), ranks, change.body()));
    }

    /** The store's key. */
    String key(String lookupKey) {
        return Keys.join(lookupKey, contributor, type, outward ? ">" : "<", anchor.text(), change.shape());
    }

    /** What the key does not say. */
    byte[] encode() {
        Writer writer = Writer.versioned()
                .octet(change.rank())
                .octet(change.earlierRanks())
                .flag(change.body() != null);
        if (change.body() != null) {
            writer.raw(change.body().bytes());
        }
        return writer.toBytes();
    }

    static Demand decode(String key, byte[] encoded) {
        List<String> parts = Keys.split(key);
        Reader reader = Reader.versioned(encoded);
        int rank = reader.octet();
        int ranks = reader.octet();
        AssertionBody body = reader.flag() ? AssertionBody.of(reader.rest()) : null;
        return new Demand(
                parts.get(1),
                parts.get(2),
                (EntityKey.Node) EntityKey.parse(parts.get(4)),
                parts.get(3).equals(">"),
                new ShapeChange(parts.get(5), rank, ranks, body));
    }
}
