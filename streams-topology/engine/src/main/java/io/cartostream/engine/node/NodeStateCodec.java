package io.cartostream.engine.node;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.MessageCodec;
import io.cartostream.engine.node.NodeState.Absent;
import io.cartostream.engine.node.NodeState.Enriched;
import io.cartostream.engine.node.NodeState.Present;
import io.cartostream.engine.node.NodeState.Refused;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The entry of a node as bytes: its state, or the place that is held for it. */
final class NodeStateCodec {
    private static final ByteContent NOTHING = new ByteContent(new byte[ContentDigest.LENGTH]);

    private static final int PRESENT = 1;
    private static final int REFUSED = 2;
    private static final int PLACE_HELD = 4;
    private static final int ENRICHED = 8;

    private static final byte[] HELD_PLACE =
            ByteWriter.versioned().octet(PLACE_HELD).toBytes();

    private NodeStateCodec() {}

    /** The entry of a node that has relationship entries and no state. */
    static byte[] heldPlace() {
        return HELD_PLACE.clone();
    }

    static boolean holdsPlace(byte[] encoded) {
        return (ByteReader.versioned(encoded).octet() & PLACE_HELD) != 0;
    }

    /** Returns whether the node is in the graph, without decoding the rest of its entry. */
    static boolean isPresent(byte[] encoded) {
        return (ByteReader.versioned(encoded).octet() & PRESENT) != 0;
    }

    static byte[] encode(NodeState state) {
        if (state instanceof Present present) {
            return encode(present);
        }
        if (state instanceof Refused refused) {
            Present fields = fields(refused.refused(), refused.deletedAt(), refused.firsts(), refused.provenance());
            return encode(REFUSED, fields);
        }
        if (state instanceof Enriched enriched) {
            return encode(ENRICHED, fields(null, enriched.deletedAt(), enriched.firsts(), enriched.provenance()));
        }
        Absent absent = (Absent) state;
        return encode(0, fields(null, absent.deletedAt(), Collections.emptySortedMap(), absent.provenance()));
    }

    private static byte[] encode(Present present) {
        return encode(PRESENT | (present.refused() == null ? 0 : REFUSED), present);
    }

    /** All states have the same fields in bytes; those of a node that is not in the graph are empty. */
    private static Present fields(
            @Nullable ByteContent refused, long deletedAt, SortedMap<String, String> firsts, Provenance provenance) {
        return new Present(NOTHING, refused, 0, deletedAt, Collections.emptySortedSet(), firsts, provenance);
    }

    private static byte[] encode(int marks, Present fields) {
        ByteWriter writer =
                ByteWriter.versioned().octet(marks).raw(fields.emitted().content());
        if (fields.refused() != null) {
            writer.raw(fields.refused().content());
        }
        writer.signed(fields.firstSeen())
                .signed(fields.changedAt())
                .number(fields.carried().size());
        fields.carried().forEach(writer::text);
        writer.number(fields.firsts().size());
        fields.firsts().forEach((declaration, first) -> writer.text(declaration).text(first));
        MessageCodec.writeProvenance(writer, fields.provenance());
        return writer.toBytes();
    }

    static NodeState decode(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        int marks = reader.octet();
        ByteContent emitted = new ByteContent(reader.raw(ContentDigest.LENGTH));
        ByteContent refused = (marks & REFUSED) == 0 ? null : new ByteContent(reader.raw(ContentDigest.LENGTH));
        long firstSeen = reader.signed();
        long changedAt = reader.signed();
        SortedSet<String> carried = readCarried(reader);
        SortedMap<String, String> firsts = readFirsts(reader);
        Provenance provenance = MessageCodec.readProvenance(reader);
        if ((marks & PRESENT) != 0) {
            return new Present(emitted, refused, firstSeen, changedAt, carried, firsts, provenance);
        }
        if ((marks & ENRICHED) != 0) {
            return new Enriched(changedAt, firsts, provenance);
        }
        return refused == null
                ? new Absent(changedAt, provenance)
                : new Refused(refused, changedAt, firsts, provenance);
    }

    private static SortedSet<String> readCarried(ByteReader reader) {
        int size = reader.count();
        SortedSet<String> carried = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            carried.add(reader.text());
        }
        return carried;
    }

    private static SortedMap<String, String> readFirsts(ByteReader reader) {
        int size = reader.count();
        SortedMap<String, String> firsts = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            firsts.put(reader.text(), reader.text());
        }
        return firsts;
    }
}
