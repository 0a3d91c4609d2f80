package io.cartostream.engine.node;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.MessageCodec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was last said of a node.
 *
 * @param present whether it is in the graph; otherwise this remembers its deletion, or that all states so far were refused
 * @param emitted digest of the emitted state
 * @param refused digest of what all contributors say together, if that is too large to be taken over; null: it is not
 * @param firstSeen effective time when it appeared
 * @param changedAt effective time of the last change; for an absent node the clock's time of its deletion, if it is remembered
 * @param carried lookup keys under which it is published
 * @param firsts see {@link ContributionIndex.Merged#firsts}
 * @param provenance what caused the last change
 */
record NodeState(
        boolean present,
        ByteContent emitted,
        @Nullable ByteContent refused,
        long firstSeen,
        long changedAt,
        SortedSet<String> carried,
        SortedMap<String, String> firsts,
        Provenance provenance) {
    static final ByteContent NOTHING = new ByteContent(new byte[ContentDigest.LENGTH]);
    /** No deletion is remembered. */
    static final long NEVER = -1;

    private static final int PRESENT = 1;
    private static final int REFUSED = 2;
    private static final int PLACE_HELD = 4;

    private static final byte[] HELD_PLACE =
            ByteWriter.versioned().octet(PLACE_HELD).toBytes();

    /** Of a node that is not in the graph. */
    static NodeState absent(
            @Nullable ByteContent refused, long deletedAt, SortedMap<String, String> firsts, Provenance provenance) {
        return new NodeState(false, NOTHING, refused, 0, deletedAt, Collections.emptySortedSet(), firsts, provenance);
    }

    /** Whether somebody says something of it. */
    boolean asserted() {
        return present || refused != null;
    }

    byte[] encode() {
        ByteWriter writer = ByteWriter.versioned()
                .octet((present ? PRESENT : 0) | (refused == null ? 0 : REFUSED))
                .raw(emitted.content())
                .raw(refused == null ? new byte[0] : refused.content())
                .signed(firstSeen)
                .signed(changedAt)
                .number(carried.size());
        carried.forEach(writer::text);
        writer.number(firsts.size());
        firsts.forEach((shape, first) -> writer.text(shape).text(first));
        MessageCodec.writeProvenance(writer, provenance);
        return writer.toBytes();
    }

    /** In place of a state: nothing is to be remembered of the node, but there are entries of its relationships. */
    static byte[] heldPlace() {
        return HELD_PLACE.clone();
    }

    static boolean holdsPlace(byte[] encoded) {
        return (ByteReader.versioned(encoded).octet() & PLACE_HELD) != 0;
    }

    /** Reads no more than is asked for. */
    static boolean present(byte[] encoded) {
        return (ByteReader.versioned(encoded).octet() & PRESENT) != 0;
    }

    NodeState with(SortedSet<String> newCarried) {
        return new NodeState(present, emitted, refused, firstSeen, changedAt, newCarried, firsts, provenance);
    }

    /** The same after a look at what all contributors say. */
    NodeState with(@Nullable ByteContent newRefused, SortedMap<String, String> newFirsts) {
        return new NodeState(present, emitted, newRefused, firstSeen, changedAt, carried, newFirsts, provenance);
    }

    static NodeState decode(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        int marks = reader.octet();
        ByteContent emitted = new ByteContent(reader.raw(ContentDigest.LENGTH));
        ByteContent refused = (marks & REFUSED) == 0 ? null : new ByteContent(reader.raw(ContentDigest.LENGTH));
        long firstSeen = reader.signed();
        long changedAt = reader.signed();
        int size = reader.count();
        SortedSet<String> carried = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            carried.add(reader.text());
        }
        int shapes = reader.count();
        SortedMap<String, String> firsts = new TreeMap<>();
        for (int i = 0; i < shapes; i++) {
            firsts.put(reader.text(), reader.text());
        }
        Provenance provenance = MessageCodec.readProvenance(reader);
        return new NodeState(
                (marks & PRESENT) != 0, emitted, refused, firstSeen, changedAt, carried, firsts, provenance);
    }
}
