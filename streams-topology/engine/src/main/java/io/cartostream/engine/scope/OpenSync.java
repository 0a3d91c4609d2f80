package io.cartostream.engine.scope;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import org.jspecify.annotations.Nullable;

/** A sync that has started and not completed. Changed in place during a {@link ScopeTransaction}. */
final class OpenSync {
    final String id;
    final long startedAt;
    final long ordinal;
    long expectedSequence;
    /** Number of known resources that the sync's completion keeps: seen in it, or seen at or after its start. */
    long kept;
    /** Why it can no longer complete; null while it can. */
    @Nullable
    VoidReason voidReason;

    OpenSync(String id, long startedAt, long ordinal, long expectedSequence, long kept) {
        this.id = id;
        this.startedAt = startedAt;
        this.ordinal = ordinal;
        this.expectedSequence = expectedSequence;
        this.kept = kept;
    }

    SweepCutoff cutoff() {
        return new SweepCutoff(startedAt, ordinal);
    }

    void write(ByteWriter writer) {
        writer.text(id)
                .signed(startedAt)
                .number(ordinal)
                .number(expectedSequence)
                .number(kept)
                .optionalText(VoidReason.codeOf(voidReason));
    }

    static OpenSync read(ByteReader reader) {
        OpenSync sync = new OpenSync(reader.text(), reader.signed(), reader.number(), reader.number(), reader.number());
        sync.voidReason = VoidReason.ofCode(reader.optionalText());
        return sync;
    }
}
