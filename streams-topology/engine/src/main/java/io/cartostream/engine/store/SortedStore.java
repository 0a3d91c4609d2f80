package io.cartostream.engine.store;

import org.jspecify.annotations.Nullable;

/**
 * A sorted store of one partition of a stage. Keys are ordered by their UTF-8 bytes, which is the order of code points and
 * not that of {@link String#compareTo}. Later reads see a write immediately; it becomes durable together with the outputs of
 * the same call, or not at all. For one thread.
 */
public interface SortedStore {

    /** Returns the key's value, or null. Neither the caller nor the store changes the array afterwards. */
    byte @Nullable [] get(String key);

    /** Sets the key's value. */
    void put(String key, byte[] value);

    /** Removes the key, if it is stored. */
    void delete(String key);

    /**
     * Shows entries in order, until the visitor ends the scan: those whose key starts with the prefix and, if {@code after}
     * is given, is greater than it. The visitor does not change the store.
     *
     * @param prefix empty for all entries
     * @param after exclusive lower bound: a whole key including the prefix; it need not be stored
     */
    void scan(String prefix, @Nullable String after, Visitor visitor);

    /** Receives the entries of a scan. */
    @FunctionalInterface
    interface Visitor {
        /** Receives one entry; false ends the scan. */
        boolean visit(String key, byte[] value);
    }
}
