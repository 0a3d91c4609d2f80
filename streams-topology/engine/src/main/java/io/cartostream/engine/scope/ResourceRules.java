package io.cartostream.engine.scope;

import io.cartostream.contract.EntityKey;
import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.Bytes;
import io.cartostream.engine.codec.Digest;
import io.cartostream.engine.codec.Keys;
import io.cartostream.engine.codec.Writer;
import io.cartostream.engine.event.InventoryEvent.ResourceBody;
import io.cartostream.engine.event.InventoryEvent.ResourceConfirmed;
import io.cartostream.engine.event.InventoryEvent.ResourceObserved;
import io.cartostream.engine.event.InventoryEvent.ResourceRemoved;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PayloadException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time rules of one resource: sightings, payloads, removals, retractions. */
final class ResourceRules {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceRules.class);
    private static final int READABLE = 200;

    private final FactSource models;
    private final ScopeStores stores;
    private final ScopeOutput output;
    private final FactSender sender;
    private final ScopeFacts scopeFacts;

    ResourceRules(FactSource models, ScopeStores stores, ScopeOutput output, FactSender sender, ScopeFacts scopeFacts) {
        this.models = models;
        this.stores = stores;
        this.output = output;
        this.sender = sender;
        this.scopeFacts = scopeFacts;
    }

    /** What is to wait of an event: its dead letter is raised now, while the record is at hand. */
    ResourceBody admit(Session session, ResourceBody body) {
        boolean readable = acceptable(session, body.id())
                && (!(body instanceof ResourceObserved observed)
                        || derive(session, body.id(), observed.payload()) != null);
        return readable ? body : new ResourceConfirmed(body.id());
    }

    /**
     * Applies one event.
     *
     * @param seenBy the sync that it belongs to, if its completion still matters
     */
    void apply(Session session, ResourceBody body, @Nullable Cutoff seenBy, Provenance provenance) {
        if (!acceptable(session, body.id())) {
            return;
        }
        String key = Keys.join(session.key, body.id());
        byte[] encoded = stores.sightings().get(key);
        Sighting before = encoded == null ? null : Sighting.decode(encoded);
        if (body instanceof ResourceRemoved) {
            remove(session, key, body.id(), before, provenance);
        } else {
            String payload = body instanceof ResourceObserved observed ? observed.payload() : null;
            see(session, key, body.id(), before, seenBy, payload, provenance);
        }
    }

    private void see(
            Session session,
            String key,
            String id,
            @Nullable Sighting before,
            @Nullable Cutoff seenBy,
            @Nullable String payload,
            Provenance provenance) {
        ScopeState state = session.state;
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
        scopeFacts.require(session, provenance);
        boolean newest = after.observedAt() == null || time >= after.observedAt();
        if (payload != null && newest) {
            Bytes digest = Digest.of(payload);
            Bytes mark = mark(digest);
            if (mark.equals(after.applied()) || applyPayload(session, key, id, payload, digest, provenance)) {
                after = after.withApplied(time, mark);
            }
        }
        if (!after.equals(before)) {
            stores.sightings().put(key, after.encode());
        }
    }

    private void remove(Session session, String key, String id, @Nullable Sighting before, Provenance provenance) {
        long time = provenance.effectiveTime();
        boolean known = before != null && !before.removed();
        if (known && before != null) {
            if (time < before.time()) {
                return;
            }
            retract(session, key, id, before, provenance);
        } else if (time < session.state.floor || (before != null && time <= before.time())) {
            return;
        }
        session.state.tombstones += before != null && before.removed() ? 0 : 1;
        stores.sightings().put(key, Sighting.tombstone(time).encode());
    }

    /** Takes a resource and its facts out; its sighting is the caller's to overwrite or delete. */
    void retract(Session session, String key, String id, Sighting sighting, Provenance provenance) {
        byte[] encoded = stores.resources().get(key);
        if (encoded != null) {
            session.spent += 1
                    + sender.retract(ResourceState.decode(encoded).facts(), session.scope.resourceKey(id), provenance);
            stores.resources().delete(key);
            output.inventoryRemoved(session.scope, id);
        }
        session.state.resources--;
        count(session.state, sighting, null);
    }

    /** Derives a resource's facts anew if the models changed since. */
    void rederive(Session session, String id, String payload) {
        String key = Keys.join(session.key, id);
        byte[] encoded = stores.resources().get(key);
        byte[] seen = stores.sightings().get(key);
        if (encoded == null || seen == null) {
            return;
        }
        Sighting sighting = Sighting.decode(seen);
        Long observedAt = sighting.observedAt();
        Bytes digest = Digest.of(payload);
        if (observedAt != null && ResourceState.decode(encoded).payload().equals(digest)) {
            Provenance provenance = session.provenance(null, observedAt);
            if (session.state.assertedEpoch != null) {
                scopeFacts.require(session, provenance);
            }
            if (applyPayload(session, key, id, payload, digest, provenance)) {
                stores.sightings()
                        .put(key, sighting.withApplied(observedAt, mark(digest)).encode());
            }
        }
    }

    /** Tells a payload under the models in force from any other, and from the same under others. */
    private Bytes mark(Bytes payload) {
        return Digest.of(new Writer(Digest.LENGTH + Long.BYTES)
                .raw(payload.content())
                .fixed(scopeFacts.epoch())
                .toBytes());
    }

    private boolean applyPayload(
            Session session, String key, String id, String payload, Bytes digest, Provenance provenance) {
        byte[] encoded = stores.resources().get(key);
        ResourceState before = encoded == null ? ResourceState.EMPTY : ResourceState.decode(encoded);
        boolean samePayload = before.payload().equals(digest);
        if (samePayload && before.epoch() == scopeFacts.epoch()) {
            return true;
        }
        FactSet now = derive(session, id, payload);
        if (now == null) {
            return false;
        }
        session.spent += sender.send(before.facts(), now, session.scope.resourceKey(id), provenance);
        stores.resources().put(key, new ResourceState(digest, scopeFacts.epoch(), now.marks()).encode());
        if (!samePayload) {
            output.inventoryPut(session.scope, id, payload, provenance);
            session.spent++;
        }
        return true;
    }

    /** The facts, or null after a dead letter. */
    private @Nullable FactSet derive(Session session, String id, String payload) {
        try {
            return FactSet.of(models.factsOf(session.scope, id, payload));
        } catch (PayloadException e) {
            refuse(session, e.reason().name(), String.valueOf(e.getMessage()), id);
        } catch (IllegalArgumentException e) {
            refuse(session, "ENTITY_KEY_REFUSED", String.valueOf(e.getMessage()), id);
        }
        return null;
    }

    private boolean acceptable(Session session, String id) {
        String message = null;
        if (id.isEmpty()) {
            message = "a resource's id must not be empty";
        } else if (id.length() * 3L > EntityKey.MAX_ID_BYTES
                && id.getBytes(StandardCharsets.UTF_8).length > EntityKey.MAX_ID_BYTES) {
            message = "a resource's id must not exceed " + EntityKey.MAX_ID_BYTES + " bytes";
        }
        if (message != null && !session.waited) {
            refuse(session, "RESOURCE_ID_REFUSED", message, id);
        }
        return message == null;
    }

    private void refuse(Session session, String reason, String message, String id) {
        String subject = readable(session.scope, id);
        if (session.waited) {
            LOG.warn("{}: {} ({}); its facts stay as they are", reason, message, subject);
        } else {
            output.deadLetter(new DeadLetter(reason, message, subject));
        }
    }

    private static String readable(Scope scope, String id) {
        return scope.resourceKey(id.length() <= READABLE ? id : id.substring(0, READABLE) + "…");
    }

    /** Adds a mark, and drops those of syncs that no longer matter. */
    private static long[] mark(ScopeState state, long[] marks, long ordinal) {
        long[] current = Arrays.stream(marks)
                .filter(mark -> state.open.stream().anyMatch(sync -> sync.ordinal == mark)
                        || (state.hold != null && state.hold.cutoff.ordinal() == mark))
                .toArray();
        long[] more = Arrays.copyOf(current, current.length + 1);
        more[current.length] = ordinal;
        return more;
    }

    /** Keeps up, for every sync that may complete or is held, how many resources its retraction would spare. */
    private static void count(ScopeState state, @Nullable Sighting before, @Nullable Sighting after) {
        ToLongFunction<Cutoff> change = cutoff ->
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
