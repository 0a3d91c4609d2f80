package io.cartostream.engine.node;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.Bytes;
import io.cartostream.engine.codec.Digest;
import io.cartostream.engine.codec.Reader;
import io.cartostream.engine.codec.Writer;
import io.cartostream.engine.message.MessageCodec;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was last said of a node.
 *
 * @param present whether it is in the graph; otherwise this remembers its deletion
 * @param emitted digest of the emitted state
 * @param firstSeen effective time when it appeared
 * @param changedAt effective time of the last change; for an absent node the clock's time of its deletion
 * @param carried lookup keys under which it is published
 * @param firsts see {@link Contributions.Merged#firsts}
 * @param provenance what caused the last change
 */
record NodeState(
        boolean present,
        Bytes emitted,
        long firstSeen,
        long changedAt,
        SortedSet<String> carried,
        SortedMap<String, String> firsts,
        Provenance provenance) {
    static final Bytes NOTHING = new Bytes(new byte[Digest.LENGTH]);

    byte[] encode() {
        Writer writer = Writer.versioned()
                .flag(present)
                .raw(emitted.content())
                .signed(firstSeen)
                .signed(changedAt)
                .number(carried.size());
        carried.forEach(writer::text);
        writer.number(firsts.size());
        firsts.forEach((shape, first) -> writer.text(shape).text(first));
        MessageCodec.writeProvenance(writer, provenance);
        return writer.toBytes();
    }

    /** Reads no more than is asked for. */
    static boolean present(byte[] encoded) {
        return Reader.versioned(encoded).flag();
    }

    NodeState with(SortedSet<String> newCarried, SortedMap<String, String> newFirsts) {
        return new NodeState(present, emitted, firstSeen, changedAt, newCarried, newFirsts, provenance);
    }

    static NodeState decode(byte[] encoded) {
        Reader reader = Reader.versioned(encoded);
        boolean present = reader.flag();
        Bytes emitted = new Bytes(reader.raw(Digest.LENGTH));
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
        return new NodeState(
                present, emitted, firstSeen, changedAt, carried, firsts, MessageCodec.readProvenance(reader));
    }
}
