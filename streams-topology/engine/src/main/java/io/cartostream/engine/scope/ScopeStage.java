package io.cartostream.engine.scope;

import io.cartostream.contract.Scope;
import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.event.EventCodec;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.event.InventoryEvent.ResourceBody;
import io.cartostream.engine.store.WorkQueue;
import io.cartostream.models.fact.FactSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scope stage: folds each scope's events into its inventory and sends the changes of its facts. One instance per
 * partition, for one thread.
 *
 * <p>A retraction of many resources is done in slices. Until it is done, the scope's further events wait in a store, so that
 * the result is the same as that of a retraction in one step.
 */
public final class ScopeStage {
    private static final String WAITING = "e";
    /** Bounds the state of a scope, which holds sync ids and is written with every event. */
    private static final int LONGEST_SYNC_ID = 256;

    private final EngineConfig config;
    private final ScopeStores stores;
    private final ScopeOutput output;
    private final PayloadRules payloads;
    private final ResourceRules resources;
    private final ScopeFacts scopeFacts;
    private final SyncRules syncs;
    private final SweepRunner sweeper;
    private final WorkQueue work;
    private @Nullable ScopeTransaction lastClosed;
    private boolean modelsGrow;

    /** A stage over the stores of one partition. */
    public ScopeStage(FactSource models, EngineConfig config, ScopeStores stores, ScopeOutput output) {
        this.config = config;
        this.stores = stores;
        this.output = output;
        FactSender sender = new FactSender(output);
        this.scopeFacts = new ScopeFacts(models, stores.resources(), output, sender);
        RejectionReporter rejections = new RejectionReporter(output);
        this.payloads = new PayloadRules(models, stores, output, sender, scopeFacts, rejections);
        this.resources = new ResourceRules(stores, output, sender, scopeFacts, payloads, rejections);
        this.syncs = new SyncRules(new RetractionBrake(config), stores.sightings(), output, resources, scopeFacts);
        this.sweeper = new SweepRunner(stores.sightings(), resources);
        this.work = new WorkQueue(stores.work());
    }

    /**
     * Processes one event of the partition.
     *
     * @param appendTime the record's append time, epoch milliseconds
     */
    public void process(InventoryEvent event, long appendTime) {
        String syncId = event.syncId();
        if (syncId != null && syncId.length() > LONGEST_SYNC_ID) {
            String message = "a sync's id must not exceed " + LONGEST_SYNC_ID + " characters";
            output.deadLetter(new Rejection(
                    RejectionReason.SYNC_ID_REFUSED, message, event.scope().key()));
            return;
        }
        ScopeTransaction transaction = open(event.scope());
        ScopeState state = transaction.state();
        boolean wasBusy = state.busy();
        if (wasBusy) {
            InventoryEvent waiting =
                    event.body() instanceof ResourceBody body ? event.with(resources.admit(transaction, body)) : event;
            stores.work()
                    .put(
                            waitingKey(transaction, state.lastWaiting++),
                            EventCodec.encode(new Dated(waiting, appendTime)));
        } else {
            syncs.apply(transaction, event, Math.min(event.observedAt(), appendTime));
        }
        advance(transaction, config.inlineBudget());
        close(transaction, wasBusy);
    }

    /**
     * Derives a resource's facts again from its payload in inventory-latest, under the models in force. Does nothing if the
     * resource's facts come from another payload, or were derived under these models already.
     */
    public void rederive(Scope scope, String resourceId, String payload) {
        derive(scope, resourceId, payload, false);
    }

    /** Derives the facts of the scope itself again if the models changed since. Does nothing if it is not collected. */
    public void rederive(Scope scope) {
        derive(scope, false);
    }

    /** Reports the status of each scope of the partition, with the time of its latest sighting as the time of the update. */
    public void statuses(Consumer<ScopeStatus> listener) {
        stores.scopes().scan("", null, (key, value) -> {
            ScopeState state = ScopeState.decode(value);
            listener.accept(state.status(Scope.parse(key), state.latestTime()));
            return true;
        });
    }

    /**
     * As {@link #rederive(Scope, String, String)}, in the first of two steps: asserts the facts that the models yield and keeps
     * those they no longer yield, because a fact may have moved to a resource that comes later, or to another end of a lookup.
     * Once all resources of all partitions have grown and their messages have arrived, {@link #settle} retracts the rest. So
     * an entity that exists before and after is never deleted in between.
     *
     * @return how much of a budget it took: roughly the messages sent
     */
    public int grow(Scope scope, String resourceId, String payload) {
        return derive(scope, resourceId, payload, true);
    }

    /** As {@link #rederive(Scope)}, as the first of two steps: see {@link #grow(Scope, String, String)}. */
    public int grow(Scope scope) {
        return derive(scope, true);
    }

    private int derive(Scope scope, String resourceId, String payload, boolean growing) {
        ScopeTransaction transaction = open(scope, growing);
        boolean wasBusy = transaction.state().busy();
        transaction.withoutRecord(() -> payloads.rederive(transaction, resourceId, payload));
        close(transaction, wasBusy);
        return transaction.spent();
    }

    private int derive(Scope scope, boolean growing) {
        ScopeTransaction transaction = open(scope, growing);
        if (transaction.state().assertedEpoch != null) {
            scopeFacts.require(
                    transaction,
                    transaction.provenance(null, transaction.state().latestTime()));
            close(transaction, transaction.state().busy());
        }
        return transaction.spent();
    }

    /**
     * Sets whether {@link #grow} is in progress, here or in another partition. Until it ends, facts that the resource of an
     * event no longer yields linger too: a resource that was not derived again yet may assert them.
     */
    public void growing(boolean now) {
        modelsGrow = now;
    }

    /**
     * The second step after {@link #grow}: retracts lingering facts, resource by resource. Ends early when the inline budget
     * is spent.
     *
     * @param after where the last slice ended; null to start
     * @param limit largest number of resources to read
     * @return where this slice ended; null if all resources are settled
     */
    public @Nullable String settle(@Nullable String after, int limit) {
        List<String> keys = new ArrayList<>();
        stores.resources().scan("", after, (key, value) -> {
            keys.add(key);
            return keys.size() < limit;
        });
        int spent = 0;
        String before = after;
        for (String key : keys) {
            if (spent >= config.inlineBudget()) {
                return before;
            }
            byte[] encoded = Objects.requireNonNull(stores.resources().get(key));
            ScopeTransaction transaction =
                    open(Scope.parse(CompositeKeys.split(key).get(0)));
            payloads.settle(transaction, key, ResourceState.decode(encoded));
            spent += transaction.spent();
            before = key;
        }
        return keys.size() < limit ? null : keys.get(keys.size() - 1);
    }

    /**
     * Continues sweeps and waiting events.
     *
     * @param budget rough limit of the messages sent
     * @return whether work is left
     */
    public boolean continueWork(int budget) {
        int left = budget;
        while (left > 0) {
            String scopeKey = work.next();
            if (scopeKey == null) {
                return false;
            }
            ScopeTransaction transaction = open(Scope.parse(scopeKey));
            advance(transaction, left);
            left -= Math.max(1, transaction.spent());
            close(transaction, true);
        }
        return work.mayHaveMore();
    }

    private void advance(ScopeTransaction transaction, int budget) {
        ScopeState state = transaction.state();
        while (state.busy() && transaction.spent() < budget) {
            if (state.sweep != null) {
                if (sweeper.advance(transaction, budget)) {
                    syncs.swept(transaction);
                }
            } else {
                applyWaiting(transaction);
            }
        }
    }

    private void applyWaiting(ScopeTransaction transaction) {
        String key = waitingKey(transaction, transaction.state().firstWaiting++);
        Dated dated = EventCodec.decode(Objects.requireNonNull(stores.work().get(key)));
        stores.work().delete(key);
        transaction.spend(1);
        long time = Math.min(dated.event().observedAt(), dated.appendTime());
        transaction.withoutRecord(() -> syncs.apply(transaction, dated.event(), time));
    }

    /** Reuses the state that was written last, because a scope's events arrive together. */
    private ScopeTransaction open(Scope scope, boolean growing) {
        ScopeTransaction last = lastClosed;
        lastClosed = null; // if the call fails, the store alone counts
        ScopeState state = last != null && last.scope().equals(scope) ? last.state() : load(scope);
        return new ScopeTransaction(scope, state, growing);
    }

    private ScopeTransaction open(Scope scope) {
        return open(scope, modelsGrow);
    }

    private ScopeState load(Scope scope) {
        byte[] encoded = stores.scopes().get(scope.key());
        return encoded == null ? new ScopeState() : ScopeState.decode(encoded);
    }

    private void close(ScopeTransaction transaction, boolean wasBusy) {
        ScopeState state = transaction.state();
        boolean busy = state.busy();
        if (state.firstWaiting == state.lastWaiting) {
            state.firstWaiting = 0;
            state.lastWaiting = 0;
        }
        if (busy && !wasBusy) {
            work.add(transaction.key());
        } else if (!busy && wasBusy) {
            work.remove(transaction.key());
        }
        stores.scopes().put(transaction.key(), state.encode());
        lastClosed = transaction;
    }

    private static String waitingKey(ScopeTransaction transaction, long number) {
        return CompositeKeys.join(WAITING, transaction.key(), String.format(Locale.ROOT, "%016x", number));
    }
}
