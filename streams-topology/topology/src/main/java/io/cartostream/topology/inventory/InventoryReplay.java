package io.cartostream.topology.inventory;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.SyncStarted;
import io.cartostream.avro.UnreadableCause;
import io.cartostream.avro.UnreadableDetails;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.engine.store.SortedStore;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replays the whole inventory as events: a scope whose last sync completed as that sync, with the time of each payload; the
 * resources of other scopes as lone observations. An application without state builds the same inventory from these events.
 */
public final class InventoryReplay {

    private final SortedStore items;
    private final SortedStore statuses;
    private final Function<byte[], InventoryItem> itemReader;
    private final Function<byte[], ScopeStatus> statusReader;

    /**
     * Creates a replay of the content of two topics.
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
     * Reads the two topics while the application may be running: the statuses first, then the items. If a sync completes in
     * between, its items are replayed as those of the previous sync. In the other order, resources that this sync retracted would
     * be replayed as seen by it, and would stay.
     *
     * @param table puts the content of a topic into a store
     */
    public static void read(BiConsumer<TopicName, SortedStore> table, SortedStore items, SortedStore statuses) {
        table.accept(TopicName.SCOPE_STATUS, statuses);
        table.accept(TopicName.INVENTORY_LATEST, items);
    }

    /** Sends the events to the listener, scope by scope, and returns the number of resources. */
    public long replay(Consumer<InventoryEvent> listener) {
        LongAdder resources = new LongAdder();
        ScopeWalk walk = new ScopeWalk(listener);
        items.scan("", null, (key, value) -> {
            InventoryItem item = itemReader.apply(value);
            walk.enter(Scope.keyOfResource(key));
            walk.observe(item);
            resources.increment();
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
        return resources.sum();
    }

    private boolean hasItems(String scopeKey) {
        AtomicBoolean any = new AtomicBoolean();
        items.scan(scopeKey + "/", null, (key, value) -> {
            any.set(true);
            return false;
        });
        return any.get();
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

    private static UnreadableDetails details(UnreadableCause cause) {
        return new UnreadableDetails(
                cause.getReason(),
                cause.getCode(),
                cause.getOperation(),
                cause.getMissingPermission(),
                cause.getMessage(),
                cause.getCount(),
                cause.getExamples());
    }

    /** Frames the items of one scope after the other. */
    private final class ScopeWalk {
        private final Consumer<InventoryEvent> listener;
        private @Nullable String scope;
        private @Nullable ScopeStatus sync;
        private long sequence;

        ScopeWalk(Consumer<InventoryEvent> listener) {
            this.listener = listener;
        }

        void enter(@Nullable String scopeKey) {
            if (scopeKey == null ? scope == null : scopeKey.equals(scope)) {
                return;
            }
            ScopeStatus before = sync;
            if (before != null) {
                send(before, completion(before));
            }
            scope = scopeKey;
            sequence = 0;
            sync = scopeKey == null ? null : completed(scopeKey);
            if (sync != null) {
                send(sync, new SyncStarted());
            }
        }

        private SyncCompleted completion(ScopeStatus status) {
            return new SyncCompleted(
                    sequence + 1,
                    status.getSeen(),
                    status.getUnreadableCauses().stream()
                            .map(InventoryReplay::details)
                            .toList());
        }

        private void send(ScopeStatus status, Object body) {
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
