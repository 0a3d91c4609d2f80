package io.cartostream.topology.modelchange;

import io.cartostream.avro.InventoryItem;
import java.util.List;
import java.util.SortedMap;

/** The current payloads, read from inventory-latest from its beginning to where it stood at a time. For one thread. */
public interface PayloadFeed extends AutoCloseable {

    /**
     * One payload.
     *
     * @param resourceKey the record's key
     * @param value the record's value, as it stands in the topic
     */
    record Item(String resourceKey, byte[] value) {}

    /** The first offset of each partition. */
    SortedMap<Integer, Long> beginning();

    /** For each partition, the offset behind all that was written until now, committed or not. */
    SortedMap<Integer, Long> end();

    /** Goes on at these offsets. */
    void seek(SortedMap<Integer, Long> positions);

    /** The next few payloads that are committed, if any have arrived; never waits. Tombstones are left out. */
    List<Item> poll();

    /** The payload in its own form. */
    InventoryItem decode(Item item);

    /** The offsets of what {@link #poll} reads next. */
    SortedMap<Integer, Long> positions();

    @Override
    void close();

    /** Opens feeds. */
    @FunctionalInterface
    interface Source {
        /** A feed of its own for the calling thread. */
        PayloadFeed open();
    }
}
