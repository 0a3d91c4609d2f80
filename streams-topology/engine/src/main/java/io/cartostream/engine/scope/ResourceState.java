package io.cartostream.engine.scope;

import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.AssertionRank;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facts that a resource, or the scope itself, asserts.
 *
 * @param payload digest of the payload
 * @param epoch mark of the models that yielded the facts
 * @param facts what each fact asserts, by the text of its {@link FactId}
 */
record ResourceState(ByteContent payload, long epoch, SortedMap<String, FactMark> facts) {
    static final ByteContent NO_PAYLOAD = new ByteContent(new byte[ContentDigest.LENGTH]);

    /** Neither payload nor facts. */
    static final ResourceState EMPTY = new ResourceState(NO_PAYLOAD, 0, Collections.emptySortedMap());

    /**
     * What one fact asserts.
     *
     * @param content digest of labels and properties
     * @param rank how the assertion ranks
     * @param lingering no longer yielded by the models in force; retracted once all resources are derived again
     */
    record FactMark(ByteContent content, AssertionRank rank, boolean lingering) {
        /** Bits of the stored byte: two of the rank's number, the mark, and the third of the number, which came later. */
        private static final int LOW_RANK = 3;

        private static final int LINGERING = 4;
        private static final int HIGH_RANK = 4;

        FactMark(ByteContent content, AssertionRank rank) {
            this(content, rank, false);
        }

        private int flags() {
            return (rank.number() & LOW_RANK) | (lingering ? LINGERING : 0) | ((rank.number() & HIGH_RANK) << 1);
        }

        private static FactMark of(ByteContent content, int flags) {
            int rank = (flags & LOW_RANK) | ((flags >> 1) & HIGH_RANK);
            return new FactMark(content, AssertionRank.ofNumber(rank), (flags & LINGERING) != 0);
        }
    }

    /** The facts of now, and with them those of before that the models no longer yield, marked as lingering. */
    static SortedMap<String, FactMark> grown(SortedMap<String, FactMark> before, SortedMap<String, FactMark> now) {
        SortedMap<String, FactMark> grown = new TreeMap<>(now);
        before.forEach((id, mark) -> grown.putIfAbsent(id, new FactMark(mark.content(), mark.rank(), true)));
        return grown;
    }

    /** The facts that linger, or all others. */
    SortedMap<String, FactMark> facts(boolean lingering) {
        SortedMap<String, FactMark> some = new TreeMap<>(facts);
        some.values().removeIf(mark -> mark.lingering() != lingering);
        return some;
    }

    /** Writes of each fact id only the part that differs from the id before it: ids are sorted and share long prefixes. */
    byte[] encode() {
        ByteWriter writer =
                ByteWriter.versioned().raw(payload.content()).fixed(epoch).number(facts.size());
        byte[] previous = {};
        for (Map.Entry<String, FactMark> fact : facts.entrySet()) {
            byte[] id = fact.getKey().getBytes(StandardCharsets.UTF_8);
            int mismatch = Arrays.mismatch(previous, id);
            int shared = mismatch < 0 ? id.length : mismatch;
            writer.number(shared)
                    .bytes(Arrays.copyOfRange(id, shared, id.length))
                    .raw(fact.getValue().content().content())
                    .octet(fact.getValue().flags());
            previous = id;
        }
        return writer.toBytes();
    }

    static ResourceState decode(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        ByteContent payload = new ByteContent(reader.raw(ContentDigest.LENGTH));
        long epoch = reader.fixed();
        int size = reader.count();
        SortedMap<String, FactMark> facts = new TreeMap<>();
        byte[] previous = {};
        for (int i = 0; i < size; i++) {
            int shared = (int) reader.number();
            byte[] rest = reader.bytes();
            byte[] id = Arrays.copyOf(previous, shared + rest.length);
            System.arraycopy(rest, 0, id, shared, rest.length);
            ByteContent content = new ByteContent(reader.raw(ContentDigest.LENGTH));
            facts.put(new String(id, StandardCharsets.UTF_8), FactMark.of(content, reader.octet()));
            previous = id;
        }
        return new ResourceState(payload, epoch, facts);
    }
}
