package io.cartostream.engine;

import io.cartostream.engine.store.SortedStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A store in memory, in the order of UTF-8 bytes, that can go back to its last commit. */
final class MemoryStore implements SortedStore {
    private static final Comparator<String> UTF_8 = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    private static final Comparator<String> ORDER = (left, right) -> {
        for (int i = 0; i < Math.min(left.length(), right.length()); i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return a < 0xD800 || b < 0xD800 ? Character.compare(a, b) : UTF_8.compare(left, right);
            }
        }
        return Integer.compare(left.length(), right.length());
    };

    private final NavigableMap<String, byte[]> entries = new TreeMap<>(ORDER);
    private final Map<String, byte[]> changelog = new HashMap<>();
    private final Deque<Undo> undo = new ArrayDeque<>();
    private final NavigableSet<String> graves = new TreeSet<>(ORDER);
    private final boolean slow;
    /** Entries that scans looked at. A slow store counts deleted ones too, as a log-structured store passes them. */
    long looks;

    MemoryStore() {
        this(false);
    }

    MemoryStore(boolean slow) {
        this.slow = slow;
    }

    @Override
    public byte @Nullable [] get(String key) {
        return entries.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
        undo.push(new Undo(key, entries.put(key, value)));
    }

    @Override
    public void delete(String key) {
        undo.push(new Undo(key, entries.remove(key)));
        if (slow) {
            graves.add(key);
        }
    }

    @Override
    public void scan(String prefix, @Nullable String after, Visitor visitor) {
        boolean fromAfter = after != null && ORDER.compare(after, prefix) >= 0;
        NavigableMap<String, byte[]> rest =
                fromAfter && after != null ? entries.tailMap(after, false) : entries.tailMap(prefix, true);
        String from = fromAfter && after != null ? after : prefix;
        for (Map.Entry<String, byte[]> entry : rest.entrySet()) {
            looks += 1 + graves.subSet(from, entry.getKey()).size();
            from = entry.getKey();
            if (!entry.getKey().startsWith(prefix) || !visitor.visit(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }

    void commit() {
        for (Undo change : undo) {
            byte[] now = entries.get(change.key());
            if (now == null) {
                changelog.remove(change.key());
            } else {
                changelog.put(change.key(), now.clone());
            }
        }
        undo.clear();
    }

    /** What the changelog holds, and nothing else. */
    void restore() {
        undo.clear();
        entries.clear();
        changelog.forEach((key, value) -> entries.put(key, value.clone()));
    }

    void rollBack() {
        while (!undo.isEmpty()) {
            Undo last = undo.pop();
            if (last.value() == null) {
                entries.remove(last.key());
            } else {
                entries.put(last.key(), last.value());
            }
        }
    }

    NavigableMap<String, byte[]> entries() {
        return entries;
    }

    long bytes() {
        return entries.entrySet().stream()
                .mapToLong(entry -> entry.getKey().getBytes(StandardCharsets.UTF_8).length + entry.getValue().length)
                .sum();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Undo(String key, byte @Nullable [] value) {}
}
