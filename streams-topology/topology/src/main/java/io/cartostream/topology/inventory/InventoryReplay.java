package io.cartostream.topology.inventory;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.SyncStarted;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.engine.store.SortedStore;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The whole inventory as the events that lead to it: each scope whose last sync completed as that sync, with the time of
 * each payload; other scopes' resources as lone observations. What these events come to in an empty application is the
 * inventory that they were made of.
 */
public final class InventoryReplay {

    private final SortedStore items;
    private final SortedStore statuses;
    private final Function<byte[], InventoryItem> itemReader;
    private final Function<byte[], ScopeStatus> statusReader;

    /**
     * Over what the two topics hold.
     *
     * @param items inventory-latest by its keys
     * @param statuses scope-status by its keys
     */
    public InventoryReplay(
            SortedStore items,
            SortedStore statuses,
            Function<byte[], InventoryItem> itemReader,
            Function<byte[], ScopeStatus> statusReader) {
        this.items = items;
        this.statuses = statuses;
        this.itemReader = itemReader;
        this.statusReader = statusReader;
    }

    /**
     * Reads the two topics while the application may go on: first how scopes stand, then what they hold. Of a sync that
     * completes in between, the inventory then is what it left, told as its predecessor's; the other way round what it
     * retracted would be told as seen in it, and stay.
     *
     * @param table puts what a topic holds into a store
     */
    public static void read(BiConsumer<TopicName, SortedStore> table, SortedStore items, SortedStore statuses) {
        table.accept(TopicName.SCOPE_STATUS, statuses);
        table.accept(TopicName.INVENTORY_LATEST, items);
    }

    /** Tells the events, scope by scope; returns how many resources there are. */
    public long tell(Consumer<InventoryEvent> listener) {
        long[] resources = {0};
        Walk walk = new Walk(listener);
        items.scan("", null, (key, value) -> {
            InventoryItem item = itemReader.apply(value);
            walk.enter(Scope.keyOfResource(key));
            walk.observe(item);
            resources[0]++;
            return true;
        });
        walk.enter(null);
        statuses.scan("", null, (key, value) -> {
            if (!hasItems(key)) {
                walk.enter(key);
            }
            return true;
        });
        walk.enter(null);
        return resources[0];
    }

    private boolean hasItems(String scopeKey) {
        boolean[] any = {false};
        items.scan(scopeKey + "/", null, (key, value) -> {
            any[0] = true;
            return false;
        });
        return any[0];
    }

    private @Nullable ScopeStatus completed(String scopeKey) {
        byte[] value = statuses.get(scopeKey);
        ScopeStatus status = value == null ? null : statusReader.apply(value);
        return status == null
                        || status.getState() == ScopeState.RETIRED
                        || status.getLastCompletedSyncId() == null
                        || status.getLastCompletedStart() == null
                ? null
                : status;
    }

    /** One scope after the other. */
    private final class Walk {
        private final Consumer<InventoryEvent> listener;
        private @Nullable String scope;
        private @Nullable ScopeStatus sync;
        private long sequence;

        Walk(Consumer<InventoryEvent> listener) {
            this.listener = listener;
        }

        void enter(@Nullable String scopeKey) {
            if (scopeKey == null ? scope == null : scopeKey.equals(scope)) {
                return;
            }
            ScopeStatus before = sync;
            if (before != null) {
                tell(before, new SyncCompleted(sequence + 1));
            }
            scope = scopeKey;
            sequence = 0;
            sync = scopeKey == null ? null : completed(scopeKey);
            if (sync != null) {
                tell(sync, new SyncStarted());
            }
        }

        private void tell(ScopeStatus status, Object body) {
            listener.accept(new InventoryEvent(
                    status.getProvider(),
                    status.getAccount(),
                    status.getRegion(),
                    status.getResourceType(),
                    status.getLastCompletedSyncId(),
                    ++sequence,
                    status.getLastCompletedStart(),
                    body));
        }

        void observe(InventoryItem item) {
            Instant at = item.getEffectiveTime();
            ScopeStatus open = sync;
            listener.accept(new InventoryEvent(
                    item.getProvider(),
                    item.getAccount(),
                    item.getRegion(),
                    item.getResourceType(),
                    open == null ? null : open.getLastCompletedSyncId(),
                    open == null ? 0 : ++sequence,
                    at,
                    new ResourceObserved(item.getId(), item.getPayload())));
        }
    }
}
