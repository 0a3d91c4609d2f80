package io.cartostream.engine.store;

import org.jspecify.annotations.Nullable;

/**
 * A sorted store of one partition of a stage. Keys are ordered by their UTF-8 bytes (equally: by code point, which is not
 * {@link String#compareTo}). Writes are seen by later reads at once; with the outputs of the same call they become durable
 * together or not at all. Not safe for use by many threads.
 */
public interface SortedStore {

    /** The key's value, or null. Neither side changes the array afterwards. */
    byte @Nullable [] get(String key);

    /** Sets the key's value. */
    void put(String key, byte[] value);

    /** Removes the key; nothing happens if it is absent. */
    void delete(String key);

    /**
     * Shows the entries whose key starts with the prefix and, if {@code after} is given, is greater than it, in order, until
     * the visitor has enough. The visitor does not change the store.
     *
     * @param prefix may be empty: all entries
     * @param after exclusive lower bound: a whole key, prefix included, which need not be in the store
     */
    void scan(String prefix, @Nullable String after, Visitor visitor);

    /** Looks at entries of a scan. */
    @FunctionalInterface
    interface Visitor {
        /** Looks at one entry; false ends the scan. */
        boolean visit(String key, byte[] value);
    }
}
