package io.cartostream.models.fact;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map with text keys in natural order, over arrays: the keys are shared by all assertions of a declaration. Values may
 * be null.
 *
 * @param <V> the values
 */
public final class FrozenMap<V extends @Nullable Object> extends AbstractMap<String, V>
        implements SortedMap<String, V> {
    private final String[] keys;
    private final @Nullable Object[] values;

    /**
     * Takes ownership of the arrays: the caller must not change them afterwards.
     *
     * @param keys sorted, without repetitions
     * @param values as many as keys
     */
    public FrozenMap(String[] keys, @Nullable Object[] values) {
        if (keys.length != values.length) {
            throw new IllegalArgumentException(keys.length + " keys, " + values.length + " values");
        }
        this.keys = keys;
        this.values = values;
    }

    /** A copy of a map, or the map itself if it is frozen. */
    public static <V extends @Nullable Object> SortedMap<String, V> of(SortedMap<String, V> map) {
        return map instanceof FrozenMap || map.isEmpty() && map.getClass() == EMPTY
                ? map
                : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    private static final Class<?> EMPTY = Collections.emptySortedMap().getClass();

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String && Arrays.binarySearch(keys, key) >= 0;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V get(@Nullable Object key) {
        int index = key instanceof String ? Arrays.binarySearch(keys, key) : -1;
        return index < 0 ? null : (V) values[index];
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                return entries();
            }

            @Override
            public int size() {
                return keys.length;
            }
        };
    }

    private Iterator<Map.Entry<String, V>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < keys.length;
            }

            @Override
            @SuppressWarnings("unchecked")
            public Map.Entry<String, V> next() {
                if (next >= keys.length) {
                    throw new NoSuchElementException();
                }
                Map.Entry<String, V> entry = new SimpleImmutableEntry<>(keys[next], (V) values[next]);
                next++;
                return entry;
            }
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (other instanceof FrozenMap<?> frozen && frozen.keys == keys) {
            return Arrays.equals(values, frozen.values);
        }
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedMap<String, V> subMap(String from, String to) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).subMap(from, to));
    }

    @Override
    public SortedMap<String, V> headMap(String to) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).headMap(to));
    }

    @Override
    public SortedMap<String, V> tailMap(String from) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).tailMap(from));
    }

    @Override
    public String firstKey() {
        return keys[index(0)];
    }

    @Override
    public String lastKey() {
        return keys[index(keys.length - 1)];
    }

    private int index(int wanted) {
        if (keys.length == 0) {
            throw new NoSuchElementException();
        }
        return wanted;
    }
}
