package io.cartostream.patterns.stage;

import org.jspecify.annotations.Nullable;

/**
 * A sorted store of one partition of the stage. Keys are ordered by their UTF-8 bytes. Later reads see a write immediately; it
 * becomes durable together with the outputs of the same call, or not at all. For one thread.
 */
public interface PatternStore {

    /** Returns the key's value, or null. */
    @Nullable
    String get(String key);

    /** Sets the key's value. */
    void put(String key, String value);

    /** Removes the key, if it is stored. */
    void delete(String key);

    /**
     * Shows the entries whose key starts with the prefix and is greater than {@code after}, in order, until the visitor ends the
     * scan. The visitor does not change the store.
     *
     * @param after exclusive lower bound: a whole key; empty for none
     */
    void scan(String prefix, String after, EntryVisitor visitor);

    /** Receives the entries of a scan. */
    @FunctionalInterface
    interface EntryVisitor {
        /** Receives one entry; false ends the scan. */
        boolean visit(String key, String value);
    }
}
