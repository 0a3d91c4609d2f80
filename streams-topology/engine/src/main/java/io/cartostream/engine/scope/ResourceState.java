package io.cartostream.engine.scope;

import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.ContentDigest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a resource (or the scope itself) asserts now.
 *
 * @param payload digest of the payload
 * @param epoch mark of the models by which the facts were derived
 * @param facts what each fact said, by fact id
 */
record ResourceState(ByteContent payload, long epoch, SortedMap<String, FactMark> facts) {
    static final ByteContent NO_PAYLOAD = new ByteContent(new byte[ContentDigest.LENGTH]);

    /** Neither payload nor facts. */
    static final ResourceState EMPTY = new ResourceState(NO_PAYLOAD, 0, Collections.emptySortedMap());

    /**
     * What one fact said.
     *
     * @param content digest of labels and properties
     * @param rank 0 to 3
     * @param lingering no longer yielded by the models in force; retracted when all resources were derived anew
     */
    record FactMark(ByteContent content, int rank, boolean lingering) {
        private static final int LINGERING = 4;

        FactMark(ByteContent content, int rank) {
            this(content, rank, false);
        }

        private int flags() {
            return rank | (lingering ? LINGERING : 0);
        }

        private static FactMark of(ByteContent content, int flags) {
            return new FactMark(content, flags & (LINGERING - 1), (flags & LINGERING) != 0);
        }
    }

    /** The facts that are yielded now, and beside them what lingers of those before. */
    static SortedMap<String, FactMark> grown(SortedMap<String, FactMark> before, SortedMap<String, FactMark> now) {
        SortedMap<String, FactMark> grown = new TreeMap<>(now);
        before.forEach((id, mark) -> grown.putIfAbsent(id, new FactMark(mark.content(), mark.rank(), true)));
        return grown;
    }

    /** The facts that linger, or those that do not. */
    SortedMap<String, FactMark> facts(boolean lingering) {
        SortedMap<String, FactMark> some = new TreeMap<>(facts);
        some.values().removeIf(mark -> mark.lingering() != lingering);
        return some;
    }

    /** Fact ids are sorted, so each is written as what it adds to the one before. */
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
