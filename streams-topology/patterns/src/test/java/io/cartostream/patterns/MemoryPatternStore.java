package io.cartostream.patterns;

import io.cartostream.patterns.stage.PatternStore;
import io.cartostream.patterns.value.ValueEncoding;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory, in the order of UTF-8 bytes. */
final class MemoryPatternStore implements PatternStore {
    private final NavigableMap<String, String> entries = new TreeMap<>(MemoryPatternStore::compare);

    /** In ASCII, which is the common case, the order of bytes is that of characters. */
    private static int compare(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return a < 128 || b < 128 ? Character.compare(a, b) : ValueEncoding.compare(left, right);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    @Override
    public @Nullable String get(String key) {
        return entries.get(key);
    }

    @Override
    public void put(String key, String value) {
        entries.put(key, value);
    }

    @Override
    public void delete(String key) {
        entries.remove(key);
    }

    @Override
    public void scan(String prefix, String after, EntryVisitor visitor) {
        boolean beyond = compare(after, prefix) >= 0;
        for (Map.Entry<String, String> entry :
                entries.tailMap(beyond ? after : prefix, !beyond).entrySet()) {
            if (!entry.getKey().startsWith(prefix) || !visitor.visit(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }

    int size() {
        return entries.size();
    }
}
