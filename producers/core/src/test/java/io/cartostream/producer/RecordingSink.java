package io.cartostream.producer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a source says of one scope. */
public final class RecordingSink implements ItemSink {

    private final List<Instant> pages = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final Map<String, Failure> unreadable = new LinkedHashMap<>();
    private final List<String> gone = new ArrayList<>();

    @Override
    public void page(Instant requestedAt) {
        pages.add(requestedAt);
    }

    @Override
    public void item(Item item) {
        if (pages.isEmpty()) {
            throw new IllegalStateException("an item before the first page");
        }
        items.add(item);
    }

    @Override
    public void unreadable(String id, Failure failure) {
        unreadable.put(id, failure);
    }

    @Override
    public void gone(String id) {
        gone.add(id);
    }

    /** When each request was sent. */
    public List<Instant> pages() {
        return List.copyOf(pages);
    }

    /** The items, in order. */
    public List<Item> items() {
        return List.copyOf(items);
    }

    /** Their ids. */
    public List<String> ids() {
        return items.stream().map(Item::id).toList();
    }

    /** Unreadable ids and why. */
    public Map<String, Failure> unreadable() {
        return Map.copyOf(unreadable);
    }

    /** Ids that vanished. */
    public List<String> gone() {
        return List.copyOf(gone);
    }
}
