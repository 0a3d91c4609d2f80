package io.cartostream.engine.scope;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;

/**
 * The resources that a retraction keeps: those seen in a sync, and those last seen at or after a time.
 *
 * @param time epoch milliseconds
 * @param ordinal the sync; {@link #NO_SYNC} for a retirement
 */
record SweepCutoff(long time, long ordinal) {
    static final long NO_SYNC = 0;

    boolean keeps(Sighting sighting) {
        return sighting.time() >= time || sighting.seenIn(ordinal);
    }

    void write(ByteWriter writer) {
        writer.signed(time).number(ordinal);
    }

    static SweepCutoff read(ByteReader reader) {
        return new SweepCutoff(reader.signed(), reader.number());
    }
}
