package io.cartostream.topology.stage;

import io.cartostream.engine.store.SortedStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Adapts a Kafka Streams store to the engine: keys are UTF-8, in the order of their bytes. */
final class PartitionStore implements SortedStore {

    private final KeyValueStore<Bytes, byte[]> store;

    PartitionStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public byte @Nullable [] get(String key) {
        return store.get(bytes(key));
    }

    @Override
    public void put(String key, byte[] value) {
        store.put(bytes(key), value);
    }

    @Override
    public void delete(String key) {
        store.delete(bytes(key));
    }

    @Override
    public void scan(String prefix, @Nullable String after, Visitor visitor) {
        Bytes first = bytes(prefix);
        Bytes from = first;
        if (after != null) {
            Bytes next = successor(after);
            from = next.compareTo(first) > 0 ? next : first;
        }
        // the range includes its upper end, so the loop below skips the first key beyond the prefix
        Bytes beyond = prefix.isEmpty() ? null : Bytes.increment(first);
        if (beyond != null && from.compareTo(beyond) >= 0) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, beyond)) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                if (entry.key.equals(beyond)
                        || !visitor.visit(new String(entry.key.get(), StandardCharsets.UTF_8), entry.value)) {
                    return;
                }
            }
        }
    }

    private static Bytes bytes(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the smallest key that is greater. */
    private static Bytes successor(String key) {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(Arrays.copyOf(utf8, utf8.length + 1));
    }
}
