package io.cartostream.engine.scope;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A retraction in progress: retracts, in the order of keys, the resources that no cutoff keeps. */
final class Sweep {
    /** A resource is retracted if no cutoff keeps it. Without cutoffs, the sweep only deletes expired tombstones. */
    final List<SweepCutoff> cutoffs;

    final @Nullable String syncId;
    final long effectiveTime;
    /** True for a retirement that no newer event contradicts: the scope's own facts are retracted with its last resource. */
    final boolean retirement;
    /** The retraction to decide after this sweep. */
    final @Nullable HeldRetraction next;
    /** The last key that was read. */
    @Nullable
    String cursor;

    long retracted;

    Sweep(
            List<SweepCutoff> cutoffs,
            @Nullable String syncId,
            long effectiveTime,
            boolean retirement,
            @Nullable HeldRetraction next) {
        this.cutoffs = List.copyOf(cutoffs);
        this.syncId = syncId;
        this.effectiveTime = effectiveTime;
        this.retirement = retirement;
        this.next = next;
    }

    boolean retracts(Sighting sighting) {
        return !cutoffs.isEmpty() && cutoffs.stream().noneMatch(cutoff -> cutoff.keeps(sighting));
    }

    void write(ByteWriter writer) {
        writer.number(cutoffs.size());
        cutoffs.forEach(cutoff -> cutoff.write(writer));
        writer.optionalText(syncId).signed(effectiveTime).flag(retirement).flag(next != null);
        if (next != null) {
            next.write(writer);
        }
        writer.optionalText(cursor).number(retracted);
    }

    static Sweep read(ByteReader reader) {
        int size = reader.count();
        List<SweepCutoff> cutoffs = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            cutoffs.add(SweepCutoff.read(reader));
        }
        Sweep sweep = new Sweep(
                cutoffs,
                reader.optionalText(),
                reader.signed(),
                reader.flag(),
                reader.flag() ? HeldRetraction.read(reader) : null);
        sweep.cursor = reader.optionalText();
        sweep.retracted = reader.number();
        return sweep;
    }
}
