package io.cartostream.engine.scope;

import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.ContentDigest;
import org.jspecify.annotations.Nullable;

/**
 * The last sighting of a resource, or a tombstone of its removal.
 *
 * @param removed true for a tombstone, whose {@code time} is that of the removal
 * @param time effective time of the last sighting
 * @param observedAt effective time of the last observation whose payload was applied; null if there was none
 * @param applied mark of that payload and the models that read it, to recognize a repetition without reading the resource;
 *     null if {@code observedAt} is
 * @param refused mark of the last dead-lettered content, so that it is not dead-lettered again; null if the last content was
 *     readable
 * @param ordinals the tracked syncs that saw the resource before their own start; later sightings need no mark
 */
record Sighting(
        boolean removed,
        long time,
        @Nullable Long observedAt,
        @Nullable ByteContent applied,
        @Nullable ByteContent refused,
        long[] ordinals) {
    private static final long[] NONE = {};
    private static final int REMOVED = 1;
    private static final int OBSERVED = 2;
    private static final int REFUSED = 4;

    static Sighting tombstone(long time) {
        return new Sighting(true, time, null, null, null, NONE);
    }

    static Sighting first(long time) {
        return new Sighting(false, time, null, null, null, NONE);
    }

    boolean seenIn(long ordinal) {
        for (long seen : ordinals) {
            if (seen == ordinal) {
                return true;
            }
        }
        return false;
    }

    Sighting withTime(long newTime) {
        return newTime > time ? new Sighting(removed, newTime, observedAt, applied, refused, ordinals) : this;
    }

    Sighting withApplied(long newObservedAt, ByteContent newApplied) {
        return new Sighting(removed, time, newObservedAt, newApplied, null, ordinals);
    }

    Sighting withRefused(ByteContent newRefused) {
        return new Sighting(removed, time, observedAt, applied, newRefused, ordinals);
    }

    Sighting withOrdinals(long[] newOrdinals) {
        return new Sighting(removed, time, observedAt, applied, refused, newOrdinals);
    }

    byte[] encode() {
        ByteWriter writer = ByteWriter.versioned();
        writer.octet((removed ? REMOVED : 0) | (observedAt != null ? OBSERVED : 0) | (refused != null ? REFUSED : 0))
                .signed(time);
        if (observedAt != null && applied != null) {
            writer.signed(time - observedAt).raw(applied.content());
        }
        if (refused != null) {
            writer.raw(refused.content());
        }
        writer.number(ordinals.length);
        for (long ordinal : ordinals) {
            writer.number(ordinal);
        }
        return writer.toBytes();
    }

    static Sighting decode(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        int flags = reader.octet();
        long time = reader.signed();
        Long observedAt = (flags & OBSERVED) != 0 ? (Long) (time - reader.signed()) : null;
        ByteContent applied = observedAt == null ? null : new ByteContent(reader.raw(ContentDigest.LENGTH));
        ByteContent refused = (flags & REFUSED) != 0 ? new ByteContent(reader.raw(ContentDigest.LENGTH)) : null;
        int size = reader.count();
        long[] ordinals = size == 0 ? NONE : new long[size];
        for (int i = 0; i < size; i++) {
            ordinals[i] = reader.number();
        }
        return new Sighting((flags & REMOVED) != 0, time, observedAt, applied, refused, ordinals);
    }
}
