package io.cartostream.engine.scope;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.event.InventoryEvent.ResourceBody;
import io.cartostream.engine.event.InventoryEvent.ResourceConfirmed;
import io.cartostream.engine.event.InventoryEvent.ResourceObserved;
import io.cartostream.engine.event.InventoryEvent.ResourceRemoved;
import io.cartostream.engine.event.InventoryEvent.Unreadable;
import io.cartostream.engine.scope.ResourceState.FactMark;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PayloadException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The time rules of resources: sightings, payloads, removals and retractions. */
final class ResourceRules {
    private final FactSource models;
    private final ScopeStores stores;
    private final ScopeOutput output;
    private final FactSender sender;
    private final ScopeFacts scopeFacts;
    private final RejectionReporter rejections;

    ResourceRules(FactSource models, ScopeStores stores, ScopeOutput output, FactSender sender, ScopeFacts scopeFacts) {
        this.models = models;
        this.stores = stores;
        this.output = output;
        this.sender = sender;
        this.scopeFacts = scopeFacts;
        this.rejections = new RejectionReporter(output);
    }

    /** Returns the event to queue. Validates it now, because a dead letter needs the original record. */
    ResourceBody admit(ScopeTransaction transaction, ResourceBody body) {
        if (!rejections.acceptsId(transaction, body.id())) {
            return new ResourceConfirmed(body.id());
        }
        ByteContent mark = markOf(body);
        String key = CompositeKeys.join(transaction.key(), body.id());
        byte[] encoded = stores.sightings().get(key);
        Sighting before = encoded == null ? null : Sighting.decode(encoded);
        if (mark == null || (before != null && mark.equals(before.applied()))) {
            return body;
        }
        boolean known = before != null && mark.equals(before.refused());
        if (!known && body instanceof ResourceObserved observed) {
            if (derive(transaction, body.id(), observed.payload()) != null) {
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

    /** Returns a mark of the event's content, to recognize it when it is repeated; null if it cannot be refused. */
    private @Nullable ByteContent markOf(ResourceBody body) {
        if (body instanceof ResourceObserved observed) {
            return mark(ContentDigest.of(observed.payload()));
        }
        return body instanceof ResourceConfirmed confirmed && confirmed.unreadable() != null
                ? markOf(confirmed.unreadable())
                : null;
    }

    /** Ignores the message (sizes and request ids vary), so an unchanged failure is dead-lettered once. */
    private ByteContent markOf(Unreadable unreadable) {
        return mark(ContentDigest.of(CompositeKeys.join("unreadable", String.valueOf(unreadable.operation()))));
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
        }
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
            after = after.withOrdinals(mark(state, after.ordinals(), seenBy.ordinal()));
        }
        if (!known) {
            state.resources++;
            state.tombstones -= before == null ? 0 : 1;
        }
        count(state, known ? before : null, after);
        state.latestSighting = Math.max(state.latestSighting, time);
        scopeFacts.require(transaction, provenance);
        if (body instanceof ResourceObserved observed) {
            after = observe(transaction, key, observed, after, provenance);
        } else if (body instanceof ResourceConfirmed confirmed && confirmed.unreadable() != null) {
            ByteContent mark = markOf(confirmed.unreadable());
            if (!mark.equals(after.refused())) {
                rejections.report(transaction, confirmed.unreadable(), body.id());
                after = after.withRefused(mark);
            }
        }
        if (!after.equals(before)) {
            stores.sightings().put(key, after.encode());
        }
    }

    /** Applies a payload unless a later one was applied; does not report a refused payload again. */
    private Sighting observe(
            ScopeTransaction transaction, String key, ResourceObserved body, Sighting sighting, Provenance provenance) {
        long time = provenance.effectiveTime();
        Long observedAt = sighting.observedAt();
        if (observedAt != null && time < observedAt) {
            return sighting;
        }
        ByteContent digest = ContentDigest.of(body.payload());
        ByteContent mark = mark(digest);
        if (mark.equals(sighting.applied())) {
            return sighting.withApplied(time, mark);
        }
        if (mark.equals(sighting.refused())) {
            return sighting;
        }
        return applyPayload(transaction, key, body.id(), body.payload(), digest, provenance)
                ? sighting.withApplied(time, mark)
                : sighting.withRefused(mark);
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
        count(transaction.state(), sighting, null);
    }

    /** Derives a resource's facts again if the models changed since. Retracts nothing if the transaction is growing. */
    void rederive(ScopeTransaction transaction, String id, String payload) {
        String key = CompositeKeys.join(transaction.key(), id);
        byte[] encoded = stores.resources().get(key);
        byte[] seen = stores.sightings().get(key);
        if (encoded == null || seen == null) {
            return;
        }
        Sighting sighting = Sighting.decode(seen);
        Long observedAt = sighting.observedAt();
        ByteContent digest = ContentDigest.of(payload);
        if (observedAt != null && ResourceState.decode(encoded).payload().equals(digest)) {
            Provenance provenance = transaction.provenance(null, observedAt);
            if (transaction.state().assertedEpoch != null) {
                scopeFacts.require(transaction, provenance);
            }
            if (applyPayload(transaction, key, id, payload, digest, provenance)) {
                stores.sightings()
                        .put(key, sighting.withApplied(observedAt, mark(digest)).encode());
            }
        }
    }

    /** Retracts the lingering facts of a resource or of the scope itself, depending on the key. */
    void settle(ScopeTransaction transaction, String key, ResourceState state) {
        SortedMap<String, FactMark> lingering = state.facts(true);
        if (lingering.isEmpty()) {
            return;
        }
        List<String> parts = CompositeKeys.split(key);
        String contributor =
                parts.size() == 1 ? transaction.key() : transaction.scope().resourceKey(parts.get(1));
        Provenance provenance = transaction.provenance(null, transaction.state().latestTime());
        transaction.spend(sender.retract(lingering, contributor, provenance));
        stores.resources().put(key, new ResourceState(state.payload(), state.epoch(), state.facts(false)).encode());
    }

    /** Returns a mark that differs for another payload, and for the same payload under other models. */
    private ByteContent mark(ByteContent payload) {
        return ContentDigest.of(new ByteWriter(ContentDigest.LENGTH + Long.BYTES)
                .raw(payload.content())
                .fixed(scopeFacts.epoch())
                .toBytes());
    }

    private boolean applyPayload(
            ScopeTransaction transaction,
            String key,
            String id,
            String payload,
            ByteContent digest,
            Provenance provenance) {
        byte[] encoded = stores.resources().get(key);
        ResourceState before = encoded == null ? ResourceState.EMPTY : ResourceState.decode(encoded);
        boolean samePayload = before.payload().equals(digest);
        if (samePayload && before.epoch() == scopeFacts.epoch()) {
            return true;
        }
        FactSet now = derive(transaction, id, payload);
        if (now == null) {
            return false;
        }
        String contributor = transaction.scope().resourceKey(id);
        SortedMap<String, FactMark> facts = now.marks();
        if (transaction.growing()) {
            transaction.spend(sender.grow(before.facts(), now, contributor, provenance));
            facts = ResourceState.grown(before.facts(), now.marks());
        } else {
            transaction.spend(sender.send(before.facts(), now, contributor, provenance));
        }
        stores.resources().put(key, new ResourceState(digest, scopeFacts.epoch(), facts).encode());
        if (!samePayload) {
            output.inventoryPut(transaction.scope(), id, payload, provenance);
            transaction.spend(1);
        }
        return true;
    }

    /** Derives the facts of a payload; null if it is refused, which is reported. */
    private @Nullable FactSet derive(ScopeTransaction transaction, String id, String payload) {
        try {
            FactSet facts = FactSet.of(models.factsOf(transaction.scope(), id, payload));
            String excess = facts.excess();
            if (excess == null) {
                return facts;
            }
            rejections.report(transaction, RejectionReason.FACTS_REFUSED, excess, id);
        } catch (PayloadException e) {
            rejections.report(transaction, RejectionReason.of(e.reason()), String.valueOf(e.getMessage()), id);
        } catch (IllegalArgumentException e) {
            rejections.report(transaction, RejectionReason.ENTITY_KEY_REFUSED, String.valueOf(e.getMessage()), id);
        }
        return null;
    }

    /** Adds the ordinal of a sync, and drops those of syncs that are neither open nor held. */
    private static long[] mark(ScopeState state, long[] marks, long ordinal) {
        long[] current = Arrays.stream(marks)
                .filter(mark -> state.open.stream().anyMatch(sync -> sync.ordinal == mark)
                        || (state.hold != null && state.hold.cutoff.ordinal() == mark))
                .toArray();
        long[] more = Arrays.copyOf(current, current.length + 1);
        more[current.length] = ordinal;
        return more;
    }

    /** Updates, for every open sync and held retraction, the number of resources that it keeps. */
    private static void count(ScopeState state, @Nullable Sighting before, @Nullable Sighting after) {
        ToLongFunction<SweepCutoff> change = cutoff ->
                (after != null && cutoff.keeps(after) ? 1 : 0) - (before != null && cutoff.keeps(before) ? 1 : 0);
        for (OpenSync sync : state.open) {
            sync.kept += change.applyAsLong(sync.cutoff());
        }
        if (state.hold != null) {
            state.hold.kept += change.applyAsLong(state.hold.cutoff);
        }
        if (state.sweep != null && state.sweep.next != null) {
            state.sweep.next.kept += change.applyAsLong(state.sweep.next.cutoff);
        }
    }
}
