package io.cartostream.engine.store;

import io.cartostream.engine.codec.CompositeKeys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of what is unfinished, kept in a store, taken in turn. Asks the store only while there may be some: a queue found
 * empty stays so until something is added through this object, which alone writes these keys.
 */
public final class WorkQueue {
    private static final String PREFIX = CompositeKeys.prefix("w");
    private static final byte[] PRESENT = {1};

    private final SortedStore store;
    private @Nullable String lastTaken;
    private boolean mayHaveMore = true;

    /** A queue over a store that may hold other keys, whose first part is not {@code w}. */
    public WorkQueue(SortedStore store) {
        this.store = store;
    }

    /** Adds a name; it stays until it is removed. */
    public void add(String name) {
        add(name, PRESENT);
    }

    /** Adds a name with what is to be remembered of it, or replaces that; it stays until it is removed. */
    public void add(String name, byte[] memo) {
        store.put(PREFIX + name, memo);
        mayHaveMore = true;
    }

    /** What is remembered of a name; null if it is not in the queue. */
    public byte @Nullable [] memo(String name) {
        return store.get(PREFIX + name);
    }

    /** Removes a name. */
    public void remove(String name) {
        store.delete(PREFIX + name);
    }

    /** A name whose turn it is, or null. It is not removed. */
    public @Nullable String next() {
        if (!mayHaveMore) {
            return null;
        }
        String found = first(lastTaken);
        if (found == null && lastTaken != null) {
            found = first(null);
        }
        lastTaken = found;
        mayHaveMore = found != null;
        return found == null ? null : found.substring(PREFIX.length());
    }

    /** Whether there is a name. */
    public boolean mayHaveMore() {
        if (mayHaveMore) {
            mayHaveMore = first(null) != null;
        }
        return mayHaveMore;
    }

    private @Nullable String first(@Nullable String after) {
        List<String> found = new ArrayList<>(1);
        store.scan(PREFIX, after, (key, value) -> {
            found.add(key);
            return false;
        });
        return found.isEmpty() ? null : found.get(0);
    }
}
