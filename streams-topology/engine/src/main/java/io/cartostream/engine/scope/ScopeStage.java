package io.cartostream.engine.scope;

import io.cartostream.contract.Scope;
import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.codec.Keys;
import io.cartostream.engine.event.EventCodec;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.event.InventoryEvent.ResourceBody;
import io.cartostream.engine.store.WorkQueue;
import io.cartostream.models.fact.FactSource;
import java.util.Locale;
import java.util.Objects;

/**
 * The stage by scope: folds each scope's events into its inventory and sends what its facts change. One instance per
 * partition, for one thread.
 *
 * <p>A retraction of many resources is done in slices. Until it is done the scope's further events wait in a store, so that
 * its result is that of one done at once.
 */
public final class ScopeStage {
    private static final String WAITING = "e";

    private final EngineConfig config;
    private final ScopeStores stores;
    private final ResourceRules resources;
    private final SyncRules syncs;
    private final Sweeper sweeper;
    private final WorkQueue work;

    /** A stage over the stores of one partition. */
    public ScopeStage(FactSource models, EngineConfig config, ScopeStores stores, ScopeOutput output) {
        this.config = config;
        this.stores = stores;
        FactSender sender = new FactSender(output);
        ScopeFacts scopeFacts = new ScopeFacts(models, stores.resources(), output, sender);
        this.resources = new ResourceRules(models, stores, output, sender, scopeFacts);
        this.syncs = new SyncRules(config, stores.sightings(), output, resources, scopeFacts);
        this.sweeper = new Sweeper(stores.sightings(), resources);
        this.work = new WorkQueue(stores.work());
    }

    /**
     * Processes one event of the partition.
     *
     * @param appendTime the record's append time, epoch milliseconds
     */
    public void process(InventoryEvent event, long appendTime) {
        Session session = open(event.scope());
        ScopeState state = session.state;
        boolean wasBusy = state.busy();
        if (wasBusy) {
            InventoryEvent waiting =
                    event.body() instanceof ResourceBody body ? event.with(resources.admit(session, body)) : event;
            stores.work()
                    .put(waitingKey(session, state.lastWaiting++), EventCodec.encode(new Dated(waiting, appendTime)));
        } else {
            syncs.apply(session, event, Math.min(event.observedAt(), appendTime));
        }
        advance(session, config.inlineBudget());
        close(session, wasBusy);
    }

    /**
     * Derives a resource's facts anew from its payload in inventory-latest, under the models in force. Does nothing if the
     * payload is not the one that the resource's facts stand for, or if they were derived under these models.
     */
    public void rederive(Scope scope, String resourceId, String payload) {
        Session session = open(scope);
        boolean wasBusy = session.state.busy();
        session.waited = true;
        resources.rederive(session, resourceId, payload);
        close(session, wasBusy);
    }

    /**
     * Goes on with sweeps and waiting events.
     *
     * @param budget about how many messages may be sent
     * @return whether more is left to do
     */
    public boolean continueWork(int budget) {
        int left = budget;
        while (left > 0) {
            String scopeKey = work.next();
            if (scopeKey == null) {
                return false;
            }
            Session session = open(Scope.parse(scopeKey));
            advance(session, left);
            left -= Math.max(1, session.spent);
            close(session, true);
        }
        return work.mayHaveMore();
    }

    private void advance(Session session, int budget) {
        ScopeState state = session.state;
        while (state.busy() && session.spent < budget) {
            if (state.sweep != null) {
                if (sweeper.advance(session, budget)) {
                    syncs.swept(session);
                }
            } else {
                applyWaiting(session);
            }
        }
    }

    private void applyWaiting(Session session) {
        String key = waitingKey(session, session.state.firstWaiting++);
        Dated dated = EventCodec.decode(Objects.requireNonNull(stores.work().get(key)));
        stores.work().delete(key);
        session.spent++;
        session.waited = true;
        syncs.apply(session, dated.event(), Math.min(dated.event().observedAt(), dated.appendTime()));
        session.waited = false;
    }

    private Session open(Scope scope) {
        byte[] encoded = stores.scopes().get(scope.key());
        return new Session(scope, encoded == null ? new ScopeState() : ScopeState.decode(encoded));
    }

    private void close(Session session, boolean wasBusy) {
        ScopeState state = session.state;
        boolean busy = state.busy();
        if (state.firstWaiting == state.lastWaiting) {
            state.firstWaiting = 0;
            state.lastWaiting = 0;
        }
        if (busy && !wasBusy) {
            work.add(session.key);
        } else if (!busy && wasBusy) {
            work.remove(session.key);
        }
        stores.scopes().put(session.key, state.encode());
    }

    private static String waitingKey(Session session, long number) {
        return Keys.join(WAITING, session.key, String.format(Locale.ROOT, "%016x", number));
    }
}
