package io.cartostream.engine.scope;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.event.InventoryEvent.ResourceBody;
import io.cartostream.engine.event.InventoryEvent.RetractionConfirmed;
import io.cartostream.engine.event.InventoryEvent.ScopeRetired;
import io.cartostream.engine.event.InventoryEvent.SyncCompleted;
import io.cartostream.engine.event.InventoryEvent.SyncFailed;
import io.cartostream.engine.event.InventoryEvent.SyncPartial;
import io.cartostream.engine.event.InventoryEvent.SyncStarted;
import io.cartostream.engine.store.SortedStore;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides which syncs may complete, and what a completion retracts. Nothing else changes the scope between an event and the end
 * of the sweep that it starts, so a sweep in slices has the same result as a sweep in one step.
 */
final class SyncRules {
    private static final int LONGEST_TEXT = 1_000;

    private final RetractionBrake brake;
    private final SortedStore sightings;
    private final ScopeOutput output;
    private final ResourceRules resources;
    private final ScopeFacts scopeFacts;

    SyncRules(
            RetractionBrake brake,
            SortedStore sightings,
            ScopeOutput output,
            ResourceRules resources,
            ScopeFacts scopeFacts) {
        this.brake = brake;
        this.sightings = sightings;
        this.output = output;
        this.resources = resources;
        this.scopeFacts = scopeFacts;
    }

    void apply(ScopeTransaction transaction, InventoryEvent event, long time) {
        OpenSync sync = transaction.state().openSync(event.syncId());
        boolean repeated = sync != null && event.sequence() < sync.expectedSequence;
        if (sync != null && !repeated) {
            if (event.sequence() > sync.expectedSequence && sync.voidReason == null) {
                sync.voidReason = VoidReason.SEQUENCE_GAP;
            }
            sync.expectedSequence = event.sequence() + 1;
        }
        Provenance provenance = transaction.provenance(event.syncId(), time);
        InventoryEvent.Body body = event.body();
        if (body instanceof ResourceBody resource) {
            resources.apply(transaction, resource, seenBy(transaction.state(), sync, event.syncId()), provenance);
        } else if (body instanceof SyncStarted) {
            if (sync == null && event.syncId() != null && !ended(transaction.state(), event.syncId())) {
                start(transaction.state(), transaction.key(), event.syncId(), event.sequence(), time);
            }
        } else if (body instanceof ScopeRetired retired) {
            retire(transaction, retired.confirmed(), provenance);
        } else if (body instanceof RetractionConfirmed confirmed) {
            confirm(transaction, confirmed.heldSyncId(), time);
        } else if (sync != null && !repeated) {
            if (body instanceof SyncCompleted completed) {
                complete(transaction, sync, completed, event.sequence(), provenance);
            } else if (body instanceof SyncFailed failed) {
                fail(transaction, sync, failed, time);
            } else if (body instanceof SyncPartial partial) {
                fail(transaction, sync, new SyncFailed(VoidReason.PARTIAL.code(), null, partial.filter()), time);
            }
        }
    }

    private static @Nullable SweepCutoff seenBy(ScopeState state, @Nullable OpenSync sync, @Nullable String syncId) {
        if (sync != null) {
            return sync.voidReason == null ? sync.cutoff() : null;
        }
        HeldRetraction hold = state.hold;
        return hold != null && !hold.retirement && hold.id.equals(syncId) ? hold.cutoff : null;
    }

    /** Returns whether the sync has completed last or is held: a repeated start must not open it again, whatever its time. */
    private static boolean ended(ScopeState state, String syncId) {
        return syncId.equals(state.lastCompletedId) || (state.hold != null && syncId.equals(state.hold.id));
    }

    private void start(ScopeState state, String scopeKey, String id, long sequence, long time) {
        if (time <= state.floor) {
            return;
        }
        if (state.open.size() == ScopeState.MAX_OPEN) {
            state.open.remove(state.open.stream()
                    .min(Comparator.comparing((OpenSync sync) -> sync.voidReason == null)
                            .thenComparing(sync -> sync.startedAt))
                    .orElseThrow());
        }
        long kept = state.latestSighting < time ? 0 : state.resources - countOlder(scopeKey, time);
        OpenSync sync = new OpenSync(id, time, ++state.ordinals, sequence + 1, kept);
        sync.voidReason = sequence == 1 ? null : VoidReason.SEQUENCE_GAP;
        state.open.add(sync);
    }

    private void fail(ScopeTransaction transaction, OpenSync sync, SyncFailed failure, long time) {
        ScopeState state = transaction.state();
        String reason = Objects.requireNonNull(cut(failure.reason()));
        sync.voidReason = new VoidReason(reason);
        if (state.attempted(sync.startedAt)) {
            state.failure(reason, cut(failure.missingPermission()), cut(failure.message()));
        }
        report(transaction, time);
    }

    /** Bounds a text from a producer, because the scope's state is written with every event. */
    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }

    private void complete(
            ScopeTransaction transaction, OpenSync sync, SyncCompleted end, long sequence, Provenance provenance) {
        ScopeState state = transaction.state();
        if (sync.voidReason == null && end.lastSequence() != sequence) {
            sync.voidReason = VoidReason.SEQUENCE_GAP;
        }
        if (sync.voidReason != null) {
            boolean reported = !sync.voidReason.equals(VoidReason.SEQUENCE_GAP); // when the sync failed
            if (!reported && state.attempted(sync.startedAt)) {
                state.failure(sync.voidReason.code(), null, null);
            }
            report(transaction, provenance.effectiveTime());
            return;
        }
        raiseFloor(state, sync.startedAt);
        state.revive();
        state.lastCompletedId = sync.id;
        state.lastCompletedStart = sync.startedAt;
        state.lastRetracted = 0;
        state.coverage = end.coverage().bounded();
        if (state.attempted(sync.startedAt)) {
            state.failure(null, null, null);
        }
        scopeFacts.require(transaction, provenance);
        scopeFacts.fresh(transaction, sync.startedAt, provenance);
        HeldRetraction completed =
                new HeldRetraction(sync.id, sync.cutoff(), provenance.effectiveTime(), false, sync.kept);
        HeldRetraction held = state.hold;
        long going = state.resources - sync.kept;
        if (!brake.holds(going, state.resources)) {
            state.hold = null;
            sweep(transaction, List.of(completed.cutoff), going, provenance, null);
        } else if (held == null) {
            state.hold = completed;
            sweep(transaction, List.of(), 0, provenance, null);
        } else if (brake.confirms(held, sync)) {
            state.hold = null;
            sweep(transaction, List.of(held.cutoff, completed.cutoff), going, provenance, completed);
        }
        report(transaction, provenance.effectiveTime());
    }

    private void retire(ScopeTransaction transaction, boolean confirmed, Provenance provenance) {
        ScopeState state = transaction.state();
        long time = provenance.effectiveTime();
        if (time < state.floor) {
            return;
        }
        if (!confirmed) {
            long going = state.latestSighting < time ? state.resources : countOlder(transaction.key(), time);
            if (brake.holds(going, state.resources)) {
                SweepCutoff cutoff = new SweepCutoff(time, SweepCutoff.NO_SYNC);
                state.hold = new HeldRetraction("retirement@" + time, cutoff, time, true, state.resources - going);
                report(transaction, time);
                return;
            }
        }
        retireNow(transaction, time, provenance);
    }

    private void retireNow(ScopeTransaction transaction, long retiredAt, Provenance provenance) {
        ScopeState state = transaction.state();
        boolean newest = retiredAt >= state.floor;
        state.hold = null;
        state.lastRetracted = 0;
        raiseFloor(state, retiredAt);
        SweepCutoff cutoff = new SweepCutoff(retiredAt, SweepCutoff.NO_SYNC);
        state.sweep = new Sweep(List.of(cutoff), provenance.syncId(), provenance.effectiveTime(), newest, null);
    }

    private void confirm(ScopeTransaction transaction, String heldId, long time) {
        HeldRetraction hold = transaction.state().hold;
        if (hold == null || !hold.id.equals(heldId)) {
            return;
        }
        if (hold.retirement) {
            retireNow(transaction, hold.cutoff.time(), transaction.provenance(null, time));
        } else {
            transaction.state().hold = null;
            transaction.state().lastRetracted = 0;
            long going = transaction.state().resources - hold.kept;
            sweep(transaction, List.of(hold.cutoff), going, transaction.provenance(heldId, time), null);
        }
        report(transaction, time);
    }

    /**
     * Starts a sweep unless it would find nothing, so that the completion of an unchanged inventory reads no resources.
     */
    private void sweep(
            ScopeTransaction transaction,
            List<SweepCutoff> cutoffs,
            long going,
            Provenance provenance,
            @Nullable HeldRetraction next) {
        if (going > 0 || transaction.state().tombstones > 0) {
            transaction.state().sweep =
                    new Sweep(cutoffs, provenance.syncId(), provenance.effectiveTime(), false, next);
        }
    }

    /** Decides what follows, after the sweep has read every resource. */
    void swept(ScopeTransaction transaction) {
        ScopeState state = transaction.state();
        Sweep done = Objects.requireNonNull(state.sweep);
        Provenance provenance = transaction.provenance(done.syncId, done.effectiveTime);
        state.sweep = null;
        state.lastRetracted += done.retracted;
        HeldRetraction next = done.next;
        if (next != null) {
            long going = state.resources - next.kept;
            if (brake.holds(going, state.resources)) {
                state.hold = next;
            } else if (going > 0) {
                state.sweep = new Sweep(List.of(next.cutoff), done.syncId, done.effectiveTime, false, null);
            }
        }
        if (done.retirement && state.resources == 0) {
            scopeFacts.withdraw(transaction, provenance);
        }
        report(transaction, done.effectiveTime);
    }

    private static void raiseFloor(ScopeState state, long time) {
        state.floor = Math.max(state.floor, time);
        state.open.removeIf(sync -> sync.startedAt <= state.floor);
    }

    private void report(ScopeTransaction transaction, long time) {
        output.status(transaction.state().status(transaction.scope(), time));
        transaction.spend(1);
    }

    private long countOlder(String scopeKey, long time) {
        OlderCount count = new OlderCount(time);
        sightings.scan(CompositeKeys.prefix(scopeKey), null, count);
        return count.older;
    }

    /** Counts the resources that were last seen before a time. */
    private static final class OlderCount implements SortedStore.Visitor {
        private final long time;
        private long older;

        OlderCount(long time) {
            this.time = time;
        }

        @Override
        public boolean visit(String key, byte[] value) {
            Sighting sighting = Sighting.decode(value);
            older += !sighting.removed() && sighting.time() < time ? 1 : 0;
            return true;
        }
    }
}
