package io.cartostream.engine.scope;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.NodeMessage.SyncFreshness;
import io.cartostream.engine.scope.ResourceState.FactMark;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.FactSource.SyncRecord;
import io.cartostream.models.fact.PayloadException;
import io.cartostream.models.fact.PayloadException.Reason;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a scope asserts itself while it is collected, and how fresh it is. */
final class ScopeFacts {
    private static final Logger LOG = LoggerFactory.getLogger(ScopeFacts.class);

    private final FactSource models;
    private final SortedStore resources;
    private final ScopeOutput output;
    private final FactSender sender;
    private final long epoch;

    ScopeFacts(FactSource models, SortedStore resources, ScopeOutput output, FactSender sender) {
        this.models = models;
        this.resources = resources;
        this.output = output;
        this.sender = sender;
        this.epoch = new ByteReader(ContentDigest.of(models.epoch()).content()).fixed();
    }

    /** Mark of the models in force. */
    long epoch() {
        return epoch;
    }

    /** The scope is collected: its facts stand. Where no sound model yields them, those known stay as they are. */
    void require(ScopeTransaction session, Provenance provenance) {
        session.state.retired = false;
        if (session.state.assertedEpoch != null && session.state.assertedEpoch == epoch) {
            return;
        }
        session.state.assertedEpoch = epoch;
        FactSet now = derive(session);
        if (now != null) {
            SortedMap<String, FactMark> before = load(session).facts();
            session.spent += session.growing
                    ? sender.grow(before, now, session.key, provenance)
                    : sender.send(before, now, session.key, provenance);
            SortedMap<String, FactMark> facts =
                    session.growing ? ResourceState.grown(before, now.marks()) : now.marks();
            resources.put(session.key, new ResourceState(ResourceState.NO_PAYLOAD, epoch, facts).encode());
        }
        SyncRecord record = models.syncRecordOf(session.scope);
        if (session.state.told != null && record != null && !record.equals(session.state.told)) {
            fresh(session, session.state.lastCompletedStart, provenance);
        }
    }

    private @Nullable FactSet derive(ScopeTransaction session) {
        try {
            return FactSet.of(models.factsOf(session.scope));
        } catch (PayloadException e) {
            if (e.reason() != Reason.NO_MODEL && e.reason() != Reason.MODEL_FROZEN) {
                LOG.warn("{}: {}; what it asserts itself stays as it is", session.scope, e.getMessage());
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: {}; what it asserts itself stays as it is", session.scope, e.getMessage());
        }
        return null;
    }

    /** The scope is no longer collected. */
    void withdraw(ScopeTransaction session, Provenance provenance) {
        session.state.retired = true;
        if (session.state.assertedEpoch != null) {
            session.spent += sender.retract(load(session).facts(), session.key, provenance);
            resources.delete(session.key);
            session.state.assertedEpoch = null;
        }
        if (session.state.lastCompletedId != null) {
            fresh(session, null, provenance);
        }
    }

    /**
     * Tells when the last complete sync started; null: nobody syncs the scope any more. Models that record it elsewhere than
     * before move it; frozen ones leave it where it is.
     */
    void fresh(ScopeTransaction session, @Nullable Long completedStart, Provenance provenance) {
        SyncRecord told = session.state.told;
        SyncRecord inForce = models.syncRecordOf(session.scope);
        SyncRecord record = inForce == null ? told : inForce;
        if (told != null && !told.equals(record)) {
            tell(session, told, null, provenance);
        }
        if (record != null) {
            tell(session, record, completedStart, provenance);
        }
        session.state.told = completedStart == null ? null : record;
    }

    private void tell(
            ScopeTransaction session, SyncRecord record, @Nullable Long completedStart, Provenance provenance) {
        String id = record.groupType() + "_" + record.groupId() + "_" + record.syncedType();
        String nodeKey = new EntityKey.Node(GraphChange.SYNC_METADATA_LABEL, id).text();
        output.toNode(nodeKey, new SyncFreshness(record, session.key, completedStart, provenance));
        session.spent++;
    }

    private ResourceState load(ScopeTransaction session) {
        byte[] encoded = resources.get(session.key);
        return encoded == null ? ResourceState.EMPTY : ResourceState.decode(encoded);
    }
}
