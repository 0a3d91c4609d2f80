package io.cartostream.producer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps everything that a source reports about one scope. */
public final class RecordingSink implements ItemSink {

    private final List<Instant> pages = new ArrayList<>();
    private final List<RawResource> items = new ArrayList<>();
    private final Map<String, ReadFailure> unreadable = new LinkedHashMap<>();
    private final List<String> gone = new ArrayList<>();

    @Override
    public void page(Instant requestedAt) {
        pages.add(requestedAt);
    }

    @Override
    public void item(RawResource item) {
        if (pages.isEmpty()) {
            throw new IllegalStateException("an item before the first page");
        }
        items.add(item);
    }

    @Override
    public void unreadable(String id, ReadFailure failure) {
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
    public List<RawResource> items() {
        return List.copyOf(items);
    }

    /** Their ids. */
    public List<String> ids() {
        return items.stream().map(RawResource::id).toList();
    }

    /** Unreadable ids and why. */
    public Map<String, ReadFailure> unreadable() {
        return Map.copyOf(unreadable);
    }

    /** Ids that vanished. */
    public List<String> gone() {
        return List.copyOf(gone);
    }
}
