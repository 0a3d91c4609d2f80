package io.cartostream.engine.store;

import io.cartostream.engine.codec.CompositeKeys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored queue of unfinished work, whose names are served in turn. Must be the only writer of its keys: once found empty,
 * the queue does not read the store again until a name is added.
 */
public final class WorkQueue {
    private static final String PREFIX = CompositeKeys.prefix("w");
    private static final byte[] PRESENT = {1};

    private final SortedStore store;
    private @Nullable String lastTaken;
    private boolean mayHaveMore = true;

    /** A queue in a store; the first part of all other keys in the store differs from {@code w}. */
    public WorkQueue(SortedStore store) {
        this.store = store;
    }

    /** Adds a name, which stays in the queue until it is removed. */
    public void add(String name) {
        add(name, PRESENT);
    }

    /** Adds a name with its progress, or replaces its progress; the name stays in the queue until it is removed. */
    public void add(String name, byte[] memo) {
        store.put(PREFIX + name, memo);
        mayHaveMore = true;
    }

    /** Returns the progress of a name; null if the name is not in the queue. */
    public byte @Nullable [] memo(String name) {
        return store.get(PREFIX + name);
    }

    public void remove(String name) {
        store.delete(PREFIX + name);
    }

    /** Returns the next name in turn without removing it; null if the queue is empty. */
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

    /** Returns whether the queue holds a name. */
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
