package io.cartostream.engine.scope;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.event.InventoryEvent.ResourceBody;
import io.cartostream.engine.event.InventoryEvent.ResourceConfirmed;
import io.cartostream.engine.event.InventoryEvent.ResourceObserved;
import io.cartostream.engine.event.InventoryEvent.Unreadable;
import io.cartostream.engine.scope.ResourceState.FactMark;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PayloadException;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Derives the facts of payloads, sends what changed, and recognizes a payload that was applied or refused before under the
 * same models.
 */
final class PayloadRules {
    private final FactSource models;
    private final ScopeStores stores;
    private final ScopeOutput output;
    private final FactSender sender;
    private final ScopeFacts scopeFacts;
    private final RejectionReporter rejections;

    PayloadRules(
            FactSource models,
            ScopeStores stores,
            ScopeOutput output,
            FactSender sender,
            ScopeFacts scopeFacts,
            RejectionReporter rejections) {
        this.models = models;
        this.stores = stores;
        this.output = output;
        this.sender = sender;
        this.scopeFacts = scopeFacts;
        this.rejections = rejections;
    }

    /** Returns a mark of the event's content, to recognize it when it is repeated; null if it cannot be refused. */
    @Nullable
    ByteContent markOf(ResourceBody body) {
        if (body instanceof ResourceObserved observed) {
            return mark(ContentDigest.of(observed.payload()));
        }
        return body instanceof ResourceConfirmed confirmed && confirmed.unreadable() != null
                ? markOf(confirmed.unreadable())
                : null;
    }

    /** Ignores the message (sizes and request ids vary), so an unchanged failure is dead-lettered once. */
    ByteContent markOf(Unreadable unreadable) {
        return mark(ContentDigest.of(CompositeKeys.join("unreadable", String.valueOf(unreadable.operation()))));
    }

    /** Applies a payload unless a later one was applied; does not report a refused payload again. */
    Sighting observe(
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
        if (samePayload || transaction.recordAtHand()) { // else reported when the event was queued
            rejections.report(transaction, now.problems(), id);
        }
        if (now.hides(before.facts())) {
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
    @Nullable
    FactSet derive(ScopeTransaction transaction, String id, String payload) {
        try {
            FactSet facts = FactSet.of(models.derive(transaction.scope(), id, payload));
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
}
