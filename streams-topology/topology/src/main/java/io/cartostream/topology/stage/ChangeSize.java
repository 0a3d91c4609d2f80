package io.cartostream.topology.stage;

import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.runtime.deadletter.DeadLetterRecords;
import io.cartostream.topology.avro.AvroChanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Measures the state of an entity as a record of the topics that it passes through. */
public final class ChangeSize {

    /** Below this size the record is only a few times larger, lists of numbers and flags included, so it needs no exact check. */
    private static final int SMALL = 512 * 1024;

    private ChangeSize() {}

    /**
     * True if every topic accepts the state, with a reserve for the fields that may differ when it is written (times and
     * provenance).
     *
     * @param encoded labels and properties in the encoding between stages
     */
    public static boolean fits(AssertionBody encoded, Supplier<? extends GraphChange> state) {
        if (encoded.bytes().length < SMALL) {
            return true;
        }
        GraphChange change = state.get();
        byte[] key = change.key().text().getBytes(StandardCharsets.UTF_8);
        return DeadLetterRecords.fits(key, encoded.bytes()) && DeadLetterRecords.fits(key, encode(change));
    }

    static byte[] encode(GraphChange change) {
        try {
            ByteBuffer buffer = AvroChanges.toAvro(change).toByteBuffer();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
