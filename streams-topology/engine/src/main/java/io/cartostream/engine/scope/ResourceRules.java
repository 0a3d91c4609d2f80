package io.cartostream.engine.scope;

import io.cartostream.contract.ResourceSlice;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.event.InventoryEvent.ResourceBody;
import io.cartostream.engine.event.InventoryEvent.ResourceConfirmed;
import io.cartostream.engine.event.InventoryEvent.ResourceObserved;
import io.cartostream.engine.event.InventoryEvent.ResourceRemoved;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The time rules of resources: sightings, removals and retractions. {@link PayloadRules} decides on their payloads. */
final class ResourceRules {
    private final ScopeStores stores;
    private final ScopeOutput output;
    private final FactSender sender;
    private final ScopeFacts scopeFacts;
    private final PayloadRules payloads;
    private final RejectionReporter rejections;

    ResourceRules(
            ScopeStores stores,
            ScopeOutput output,
            FactSender sender,
            ScopeFacts scopeFacts,
            PayloadRules payloads,
            RejectionReporter rejections) {
        this.stores = stores;
        this.output = output;
        this.sender = sender;
        this.scopeFacts = scopeFacts;
        this.payloads = payloads;
        this.rejections = rejections;
    }

    /** Returns the event to queue. Validates it now, because a dead letter needs the original record. */
    ResourceBody admit(ScopeTransaction transaction, ResourceBody body) {
        if (!rejections.acceptsId(transaction, body.id())) {
            return new ResourceConfirmed(body.id());
        }
        ByteContent mark = payloads.markOf(body);
        String key = CompositeKeys.join(transaction.key(), body.id());
        byte[] encoded = stores.sightings().get(key);
        Sighting before = encoded == null ? null : Sighting.decode(encoded);
        if (mark == null || (before != null && mark.equals(before.applied()))) {
            return body;
        }
        boolean known = before != null && mark.equals(before.refused());
        if (!known && body instanceof ResourceObserved observed) {
            FactSet facts = payloads.derive(transaction, body.id(), observed.payload());
            if (facts != null) {
                rejections.report(transaction, facts.problems(), body.id());
                return body;
            }
        } else if (!known && body instanceof ResourceConfirmed confirmed && confirmed.unreadable() != null) {
            rejections.report(transaction, confirmed.unreadable(), body.id());
        }
        if (!known && before != null) {
            stores.sightings().put(key, before.withRefused(mark).encode());
        }
        return new ResourceConfirmed(body.id());
    }

    /**
     * Applies one event.
     *
     * @param seenBy the event's sync, if it may still complete or its retraction is held
     */
    void apply(ScopeTransaction transaction, ResourceBody body, @Nullable SweepCutoff seenBy, Provenance provenance) {
        if (!rejections.acceptsId(transaction, body.id())) {
            return;
        }
        String key = CompositeKeys.join(transaction.key(), body.id());
        byte[] encoded = stores.sightings().get(key);
        Sighting before = encoded == null ? null : Sighting.decode(encoded);
        if (body instanceof ResourceRemoved) {
            remove(transaction, key, body.id(), before, provenance);
        } else {
            see(transaction, key, body, before, seenBy, provenance);
            if (body instanceof ResourceConfirmed) {
                seeSlices(transaction, body.id(), seenBy, provenance);
            }
        }
    }

    /** Confirms the slices of a resource whose answer is not at hand: their known facts are kept, too. */
    private void seeSlices(
            ScopeTransaction transaction, String id, @Nullable SweepCutoff seenBy, Provenance provenance) {
        SortedMap<String, Sighting> slices = new TreeMap<>();
        String prefix = CompositeKeys.join(transaction.key(), ResourceSlice.idOf(id, ""));
        stores.sightings().scan(prefix, null, (key, value) -> {
            Sighting slice = Sighting.decode(value);
            if (!slice.removed()) {
                slices.put(key, slice);
            }
            return true;
        });
        slices.forEach((key, slice) -> {
            ResourceBody confirmed =
                    new ResourceConfirmed(CompositeKeys.split(key).get(1));
            see(transaction, key, confirmed, slice, seenBy, provenance);
            transaction.spend(1);
        });
    }

    private void see(
            ScopeTransaction transaction,
            String key,
            ResourceBody body,
            @Nullable Sighting before,
            @Nullable SweepCutoff seenBy,
            Provenance provenance) {
        ScopeState state = transaction.state();
        long time = provenance.effectiveTime();
        boolean known = before != null && !before.removed();
        if (!known && (time < state.floor || (before != null && time < before.time()))) {
            return;
        }
        Sighting after = known && before != null ? before.withTime(time) : Sighting.first(time);
        if (seenBy != null && time < seenBy.time() && !after.seenIn(seenBy.ordinal())) {
            after = after.withOrdinals(SightingCounts.mark(state, after.ordinals(), seenBy.ordinal()));
        }
        if (!known) {
            state.resources++;
            state.tombstones -= before == null ? 0 : 1;
        }
        SightingCounts.update(state, known ? before : null, after);
        state.latestSighting = Math.max(state.latestSighting, time);
        scopeFacts.require(transaction, provenance);
        if (body instanceof ResourceObserved observed) {
            after = payloads.observe(transaction, key, observed, after, provenance);
        } else if (body instanceof ResourceConfirmed confirmed && confirmed.unreadable() != null) {
            ByteContent mark = payloads.markOf(confirmed.unreadable());
            if (!mark.equals(after.refused())) {
                rejections.report(transaction, confirmed.unreadable(), body.id());
                after = after.withRefused(mark);
            }
        }
        if (!after.equals(before)) {
            stores.sightings().put(key, after.encode());
        }
    }

    private void remove(
            ScopeTransaction transaction, String key, String id, @Nullable Sighting before, Provenance provenance) {
        long time = provenance.effectiveTime();
        boolean known = before != null && !before.removed();
        if (known && before != null) {
            if (time < before.time()) {
                return;
            }
            retract(transaction, key, id, before, provenance);
        } else if (time < transaction.state().floor || (before != null && time <= before.time())) {
            return;
        }
        transaction.state().tombstones += before != null && before.removed() ? 0 : 1;
        stores.sightings().put(key, Sighting.tombstone(time).encode());
    }

    /** Retracts a resource and its facts. The caller overwrites or deletes the sighting. */
    void retract(ScopeTransaction transaction, String key, String id, Sighting sighting, Provenance provenance) {
        byte[] encoded = stores.resources().get(key);
        if (encoded != null) {
            transaction.spend(1
                    + sender.retract(
                            ResourceState.decode(encoded).facts(),
                            transaction.scope().resourceKey(id),
                            provenance));
            stores.resources().delete(key);
            output.inventoryRemoved(transaction.scope(), id);
        }
        transaction.state().resources--;
        SightingCounts.update(transaction.state(), sighting, null);
    }
}
