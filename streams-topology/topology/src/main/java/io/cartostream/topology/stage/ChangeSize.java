package io.cartostream.topology.stage;

import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.topology.avro.AvroChanges;
import io.cartostream.topology.deadletter.DeadLetterRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** How large the state of an entity is as a record, of any topic that it passes through. */
public final class ChangeSize {

    /** The record of so little has a few times as many bytes, numbers and lists of flags included: not worth a closer look. */
    private static final int SMALL = 512 * 1024;

    private ChangeSize() {}

    /**
     * Whether every topic takes it, with some room for what may differ when it is written: times, and what caused it.
     *
     * @param encoded labels and properties as stages pass them on
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
