package io.cartostream.engine.scope;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.Digest;
import io.cartostream.engine.codec.Reader;
import io.cartostream.engine.message.NodeMessage.SyncFreshness;
import io.cartostream.engine.store.Store;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.FactSource.SyncRecord;
import org.jspecify.annotations.Nullable;

/** What a scope asserts itself while it is collected, and how fresh it is. */
final class ScopeFacts {
    private final FactSource models;
    private final Store resources;
    private final ScopeOutput output;
    private final FactSender sender;
    private final long epoch;

    ScopeFacts(FactSource models, Store resources, ScopeOutput output, FactSender sender) {
        this.models = models;
        this.resources = resources;
        this.output = output;
        this.sender = sender;
        this.epoch = new Reader(Digest.of(models.epoch()).content()).fixed();
    }

    /** Mark of the models in force. */
    long epoch() {
        return epoch;
    }

    /** The scope is collected: its facts stand. */
    void require(Session session, Provenance provenance) {
        session.state.retired = false;
        if (session.state.assertedEpoch != null && session.state.assertedEpoch == epoch) {
            return;
        }
        FactSet now = FactSet.of(models.factsOf(session.scope));
        session.spent += sender.send(load(session).facts(), now, session.key, provenance);
        resources.put(session.key, new ResourceState(ResourceState.NO_PAYLOAD, epoch, now.marks()).encode());
        session.state.assertedEpoch = epoch;
    }

    /** The scope is no longer collected. */
    void withdraw(Session session, Provenance provenance) {
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

    /** Tells when the last complete sync started; null: nobody syncs the scope any more. */
    void fresh(Session session, @Nullable Long completedStart, Provenance provenance) {
        SyncRecord record = models.syncRecordOf(session.scope);
        if (record != null) {
            String id = record.groupType() + "_" + record.groupId() + "_" + record.syncedType();
            String nodeKey = new EntityKey.Node(GraphChange.SYNC_METADATA_LABEL, id).text();
            output.toNode(nodeKey, new SyncFreshness(record, session.key, completedStart, provenance));
            session.spent++;
        }
    }

    private ResourceState load(Session session) {
        byte[] encoded = resources.get(session.key);
        return encoded == null ? ResourceState.EMPTY : ResourceState.decode(encoded);
    }
}
