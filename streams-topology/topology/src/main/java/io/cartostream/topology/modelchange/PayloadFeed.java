package io.cartostream.topology.modelchange;

import io.cartostream.avro.InventoryItem;
import java.util.List;
import java.util.SortedMap;

/** Reads the current payloads from inventory-latest, from the beginning to a fixed end. For one thread. */
public interface PayloadFeed extends AutoCloseable {

    /**
     * One payload.
     *
     * @param resourceKey the record's key
     * @param value the record's encoded value
     */
    record Item(String resourceKey, byte[] value) {}

    /** Returns the first offset of each partition. */
    SortedMap<Integer, Long> beginning();

    /** Returns the current end offset of each partition, uncommitted records included. */
    SortedMap<Integer, Long> end();

    /** Continues at these offsets. */
    void seek(SortedMap<Integer, Long> positions);

    /** Returns the next committed payloads that have arrived, without tombstones. Never waits. */
    List<Item> poll();

    /** Decodes a payload. */
    InventoryItem decode(Item item);

    /** Returns the offsets that {@link #poll} reads next. */
    SortedMap<Integer, Long> positions();

    @Override
    void close();

    /** Opens feeds. Safe for many threads. */
    @FunctionalInterface
    interface Source {
        /** Returns a new feed for the calling thread. */
        PayloadFeed open();
    }
}
