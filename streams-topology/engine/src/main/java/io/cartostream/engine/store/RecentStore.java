package io.cartostream.engine.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was last read from or written to a store, absent keys included: most look-ups concern what was touched a
 * moment ago. Every write goes to the store at once, so that it may be dropped at any time; one object must be the only
 * writer of its store. Scans read the store.
 */
public final class RecentStore implements SortedStore {

    private static final byte[] ABSENT = {};
    /** Larger ones are not remembered, so that a count bounds the memory. */
    private static final int LARGEST_ENTRY = 1024;

    private final SortedStore store;
    private final Map<String, byte[]> recent;

    /**
     * Remembers so many keys of the store, those touched last.
     *
     * @param capacity how many keys, at least 1; each takes some 1 KB at most
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
