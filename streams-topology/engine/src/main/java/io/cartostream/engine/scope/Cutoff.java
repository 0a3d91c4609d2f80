package io.cartostream.engine.scope;

import io.cartostream.engine.codec.Reader;
import io.cartostream.engine.codec.Writer;

/**
 * What a retraction spares: resources seen in a sync, or last seen not before a time.
 *
 * @param time epoch milliseconds
 * @param ordinal the sync; {@link #NO_SYNC} for a retirement
 */
record Cutoff(long time, long ordinal) {
    static final long NO_SYNC = 0;

    boolean keeps(Sighting sighting) {
        return sighting.time() >= time || sighting.seenIn(ordinal);
    }

    void write(Writer writer) {
        writer.signed(time).number(ordinal);
    }

    static Cutoff read(Reader reader) {
        return new Cutoff(reader.signed(), reader.number());
    }
}
