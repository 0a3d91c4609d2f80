package io.cartostream.engine.scope;

import io.cartostream.engine.codec.Reader;
import io.cartostream.engine.codec.Writer;

/**
 * A completed sync, or a retirement, whose retraction is decided later: held by the brake, or next after a running sweep.
 * Sightings go on counting for it.
 */
final class Hold {
    final String id;
    final Cutoff cutoff;
    final long heldAt;
    final boolean retirement;
    /** As {@link OpenSync#kept}. */
    long kept;

    Hold(String id, Cutoff cutoff, long heldAt, boolean retirement, long kept) {
        this.id = id;
        this.cutoff = cutoff;
        this.heldAt = heldAt;
        this.retirement = retirement;
        this.kept = kept;
    }

    void write(Writer writer) {
        writer.text(id);
        cutoff.write(writer);
        writer.signed(heldAt).flag(retirement).number(kept);
    }

    static Hold read(Reader reader) {
        return new Hold(reader.text(), Cutoff.read(reader), reader.signed(), reader.flag(), reader.number());
    }
}
