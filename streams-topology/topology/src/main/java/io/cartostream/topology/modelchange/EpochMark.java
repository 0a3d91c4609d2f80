package io.cartostream.topology.modelchange;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Under which models a partition's facts were derived, and how far their derivation has come.
 *
 * @param models the models that were in force when they were entered
 * @param positions the next offsets to read of inventory-latest; empty when done with payloads
 * @param ends the offsets to read to
 * @param step what is done now
 * @param cursor where the last slice of that step ended, if it goes through a store
 */
record EpochMark(
        ModelsInForce models,
        SortedMap<Integer, Long> positions,
        SortedMap<Integer, Long> ends,
        Step step,
        @Nullable String cursor) {

    /** In the order of their doing. Kept by their ordinals. */
    enum Step {
        /** What resources assert is derived; nothing is retracted. */
        GROW_RESOURCES,
        /** The same for what scopes assert themselves. */
        GROW_SCOPES,
        /** Until all partitions have come so far. */
        WAIT,
        /** What is no longer asserted is retracted. */
        SETTLE,
        /** Nothing is left. */
        DONE
    }

    static EpochMark complete(ModelsInForce models) {
        return new EpochMark(models, new TreeMap<>(), new TreeMap<>(), Step.DONE, null);
    }

    EpochMark at(SortedMap<Integer, Long> now) {
        return new EpochMark(models, now, ends, step, cursor);
    }

    EpochMark behind(@Nullable String key) {
        return new EpochMark(models, positions, ends, step, key);
    }

    EpochMark next(Step following) {
        return new EpochMark(models, positions, ends, following, null);
    }

    boolean allRead() {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    byte[] encode() {
        ByteWriter writer = ByteWriter.versioned()
                .number(models.generation())
                .text(models.epoch())
                .signed(models.since().toEpochMilli());
        write(writer, positions);
        write(writer, ends);
        return writer.octet(step.ordinal()).optionalText(cursor).toBytes();
    }

    static EpochMark decode(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        ModelsInForce models = new ModelsInForce(reader.number(), reader.text(), Instant.ofEpochMilli(reader.signed()));
        return new EpochMark(
                models, offsets(reader), offsets(reader), Step.values()[reader.octet()], reader.optionalText());
    }

    private static void write(ByteWriter writer, SortedMap<Integer, Long> offsets) {
        writer.number(offsets.size());
        offsets.forEach((partition, offset) -> writer.number(partition).number(offset));
    }

    private static SortedMap<Integer, Long> offsets(ByteReader reader) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        int size = reader.count();
        for (int i = 0; i < size; i++) {
            offsets.put((int) reader.number(), reader.number());
        }
        return offsets;
    }
}
