package io.cartostream.models.fact;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An immutable set of texts in natural order, over an array: labels, shared by all assertions of a declaration. */
public final class FrozenSet extends AbstractSet<String> implements SortedSet<String> {
    private final String[] items;

    private FrozenSet(String[] items) {
        this.items = items;
    }

    /** A frozen copy, or the set itself if it is frozen. */
    public static FrozenSet of(Collection<String> items) {
        return items instanceof FrozenSet frozen
                ? frozen
                : new FrozenSet(items.stream().sorted().distinct().toArray(String[]::new));
    }

    @Override
    public int size() {
        return items.length;
    }

    @Override
    public boolean contains(@Nullable Object item) {
        return item instanceof String && Arrays.binarySearch(items, item) >= 0;
    }

    @Override
    public Iterator<String> iterator() {
        return List.of(items).iterator();
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedSet<String> subSet(String from, String to) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(this).subSet(from, to));
    }

    @Override
    public SortedSet<String> headSet(String to) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(this).headSet(to));
    }

    @Override
    public SortedSet<String> tailSet(String from) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(this).tailSet(from));
    }

    @Override
    public String first() {
        if (items.length == 0) {
            throw new NoSuchElementException();
        }
        return items[0];
    }

    @Override
    public String last() {
        if (items.length == 0) {
            throw new NoSuchElementException();
        }
        return items[items.length - 1];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FrozenSet frozen ? Arrays.equals(items, frozen.items) : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
