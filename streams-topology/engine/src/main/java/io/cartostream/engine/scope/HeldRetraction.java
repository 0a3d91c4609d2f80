package io.cartostream.engine.scope;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;

/**
 * The retraction of a completed sync or a retirement that is decided later: held by the brake, or due after the running sweep.
 * Later sightings still count for it.
 */
final class HeldRetraction {
    final String id;
    final SweepCutoff cutoff;
    final long heldAt;
    final boolean retirement;
    /** See {@link OpenSync#kept}. */
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
