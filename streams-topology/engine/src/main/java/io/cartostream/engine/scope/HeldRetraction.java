package io.cartostream.engine.scope;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;

/**
 * A completed sync, or a retirement, whose retraction is decided later: held by the brake, or next after a running sweep.
 * Sightings go on counting for it.
 */
final class HeldRetraction {
    final String id;
    final SweepCutoff cutoff;
    final long heldAt;
    final boolean retirement;
    /** As {@link OpenSync#kept}. */
    long kept;

    HeldRetraction(String id, SweepCutoff cutoff, long heldAt, boolean retirement, long kept) {
        this.id = id;
        this.cutoff = cutoff;
        this.heldAt = heldAt;
        this.retirement = retirement;
        this.kept = kept;
    }

    void write(ByteWriter writer) {
        writer.text(id);
        cutoff.write(writer);
        writer.signed(heldAt).flag(retirement).number(kept);
    }

    static HeldRetraction read(ByteReader reader) {
        return new HeldRetraction(
                reader.text(), SweepCutoff.read(reader), reader.signed(), reader.flag(), reader.number());
    }
}
