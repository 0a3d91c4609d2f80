package io.cartostream.topology;

import io.cartostream.avro.InventoryItem;
import io.cartostream.topology.modelchange.PayloadFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** inventory-latest as one partition that is never compacted. */
final class LatestDouble {

    /** So many are read at once. */
    static final int SLICE = 100;

    private final List<Map.Entry<String, @Nullable InventoryItem>> records = new ArrayList<>();
    private int opened;

    void add(String key, @Nullable InventoryItem item) {
        records.add(new java.util.AbstractMap.SimpleEntry<>(key, item));
    }

    int opened() {
        return opened;
    }

    PayloadFeed open() {
        opened++;
        return new Feed();
    }

    private final class Feed implements PayloadFeed {
        private int position;

        @Override
        public SortedMap<Integer, Long> beginning() {
            return at(0);
        }

        @Override
        public SortedMap<Integer, Long> end() {
            return at(records.size());
        }

        @Override
        public void seek(SortedMap<Integer, Long> positions) {
            position = positions.getOrDefault(0, 0L).intValue();
        }

        @Override
        public List<Item> poll() {
            List<Item> items = new ArrayList<>();
            int until = Math.min(records.size(), position + SLICE);
            for (; position < until; position++) {
                if (records.get(position).getValue() != null) {
                    items.add(new Item(
                            records.get(position).getKey(),
                            Integer.toString(position).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                }
            }
            return items;
        }

        @Override
        public InventoryItem decode(Item item) {
            int at = Integer.parseInt(new String(item.value(), java.nio.charset.StandardCharsets.UTF_8));
            InventoryItem found = records.get(at).getValue();
            if (found == null) {
                throw new IllegalStateException("a tombstone at " + at);
            }
            return found;
        }

        @Override
        public SortedMap<Integer, Long> positions() {
            return at(position);
        }

        private SortedMap<Integer, Long> at(long offset) {
            return new TreeMap<>(Map.of(0, offset));
        }

        @Override
        public void close() {
            position = records.size();
        }
    }
}
