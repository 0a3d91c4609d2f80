package io.cartostream.engine.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Caches the entries of a store that were read or written last, including absent keys: most look-ups repeat a recent key.
 * Every write goes to the store immediately, so the cache may be dropped at any time. One object must be the only writer of
 * its store. Scans read the store.
 */
public final class RecentStore implements SortedStore {

    private static final byte[] ABSENT = {};
    /** Larger entries are not cached, so that the number of entries bounds the memory. */
    private static final int LARGEST_ENTRY = 1024;

    private final SortedStore store;
    private final Map<String, byte[]> recent;

    /**
     * A cache over a store.
     *
     * @param capacity number of keys, at least 1; each takes about 1 KB at most
     */
    public RecentStore(SortedStore store, int capacity) {
        this.store = store;
        this.recent = new LinkedHashMap<>(capacity, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
                return size() > capacity;
            }
        };
    }

    @Override
    public byte @Nullable [] get(String key) {
        byte[] known = recent.get(key);
        if (known == null) {
            byte[] found = store.get(key);
            known = found == null ? ABSENT : found;
            remember(key, known);
        }
        return known == ABSENT ? null : known;
    }

    @Override
    public void put(String key, byte[] value) {
        store.put(key, value);
        remember(key, value);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
        remember(key, ABSENT);
    }

    private void remember(String key, byte[] value) {
        if (key.length() + value.length > LARGEST_ENTRY) {
            recent.remove(key);
        } else {
            recent.put(key, value);
        }
    }

    @Override
    public void scan(String prefix, @Nullable String after, Visitor visitor) {
        store.scan(prefix, after, visitor);
    }
}
