package io.cartostream.topology.modelchange;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The models under which a partition's facts were derived, and the progress of the derivation.
 *
 * @param models the models of the derivation
 * @param positions the next offsets of inventory-latest to read; empty when all payloads are read
 * @param ends the offsets to read to
 * @param step the current step
 * @param cursor the end of the step's last slice, if the step walks through a store
 */
record EpochMark(
        ModelsInForce models,
        SortedMap<Integer, Long> positions,
        SortedMap<Integer, Long> ends,
        Step step,
        @Nullable String cursor) {

    /** The steps, in order. Stored as ordinals. */
    enum Step {
        /** Asserts what resources yield; retracts nothing. */
        GROW_RESOURCES,
        /** Asserts what scopes themselves yield; retracts nothing. */
        GROW_SCOPES,
        /** Waits until all partitions have reached this step. */
        WAIT,
        /** Retracts what is no longer asserted. */
        SETTLE,
        /** The derivation is complete. */
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
