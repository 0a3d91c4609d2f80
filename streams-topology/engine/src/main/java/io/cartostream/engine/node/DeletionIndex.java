package io.cartostream.engine.node;

import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.store.SortedStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An index of remembered deletions by time, beside the entries of the deleted entities. */
final class DeletionIndex {
    private static final String PREFIX = CompositeKeys.prefix("t");

    private static final byte[] PRESENT = {1};

    private final SortedStore work;
    private final Clock clock;
    private final long retention;

    DeletionIndex(SortedStore work, Clock clock, EngineConfig config) {
        this.work = work;
        this.clock = clock;
        this.retention = config.tombstoneRetention().toMillis();
    }

    /** Records that the entity of this entry is deleted now. Returns the time. */
    long record(String entityKey) {
        long now = clock.millis();
        work.put(indexKey(now, entityKey), PRESENT);
        return now;
    }

    /** Removes and returns the deletions that are older than the retention, oldest first. */
    List<Due> due(int limit) {
        long until = clock.millis() - retention;
        List<Due> due = new ArrayList<>();
        work.scan(PREFIX, null, (key, value) -> {
            List<String> parts = CompositeKeys.split(key.substring(PREFIX.length()));
            long deletedAt = Long.parseUnsignedLong(parts.get(0), 16);
            boolean over = deletedAt <= until && due.size() < limit;
            if (over) {
                due.add(new Due(parts.get(1), deletedAt));
            }
            return over;
        });
        due.forEach(deletion -> work.delete(indexKey(deletion.deletedAt(), deletion.entityKey())));
        return due;
    }

    /** Puts back a deletion that cannot be forgotten yet; it stays the oldest. */
    void postpone(Due deletion) {
        work.put(indexKey(deletion.deletedAt(), deletion.entityKey()), PRESENT);
    }

    private static String indexKey(long deletedAt, String entityKey) {
        return PREFIX + CompositeKeys.join(String.format(Locale.ROOT, "%016x", deletedAt), entityKey);
    }

    record Due(String entityKey, long deletedAt) {}
}
