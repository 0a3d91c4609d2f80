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

/** The facts that a scope itself asserts while it is collected, and the record of its last complete sync. */
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

    /** Asserts the scope's facts, because it is collected. Known facts stay as they are where no valid model yields them. */
    void require(ScopeTransaction transaction, Provenance provenance) {
        transaction.state().revive();
        if (transaction.state().assertedEpoch != null && transaction.state().assertedEpoch == epoch) {
            return;
        }
        transaction.state().assertedEpoch = epoch;
        FactSet now = derive(transaction);
        if (now != null) {
            SortedMap<String, FactMark> before = load(transaction).facts();
            SortedMap<String, FactMark> facts = now.marks();
            if (transaction.growing()) {
                transaction.spend(sender.grow(before, now, transaction.key(), provenance));
                facts = ResourceState.grown(before, now.marks());
            } else {
                transaction.spend(sender.send(before, now, transaction.key(), provenance));
            }
            resources.put(transaction.key(), new ResourceState(ResourceState.NO_PAYLOAD, epoch, facts).encode());
        }
        SyncRecord record = models.syncRecordOf(transaction.scope());
        if (transaction.state().syncRecord != null
                && record != null
                && !record.equals(transaction.state().syncRecord)) {
            fresh(transaction, transaction.state().lastCompletedStart, provenance);
        }
    }

    private @Nullable FactSet derive(ScopeTransaction transaction) {
        try {
            return FactSet.of(models.factsOf(transaction.scope()));
        } catch (PayloadException e) {
            if (e.reason() != Reason.NO_MODEL && e.reason() != Reason.MODEL_FROZEN) {
                LOG.warn("{}: {}; the facts of the scope itself stay as they are", transaction.scope(), e.getMessage());
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: {}; the facts of the scope itself stay as they are", transaction.scope(), e.getMessage());
        }
        return null;
    }

    /** Retracts the scope's facts, because it is no longer collected. */
    void withdraw(ScopeTransaction transaction, Provenance provenance) {
        transaction.state().retired = true;
        if (transaction.state().assertedEpoch != null) {
            transaction.spend(sender.retract(load(transaction).facts(), transaction.key(), provenance));
            resources.delete(transaction.key());
            transaction.state().assertedEpoch = null;
        }
        if (transaction.state().lastCompletedId != null) {
            fresh(transaction, null, provenance);
        }
    }

    /**
     * Sends the start of the last complete sync to the node that records it; null withdraws it, because the scope is no longer
     * synced. If the models name another node than before, the record moves there; frozen models leave it where it is.
     */
    void fresh(ScopeTransaction transaction, @Nullable Long completedStart, Provenance provenance) {
        SyncRecord recorded = transaction.state().syncRecord;
        SyncRecord inForce = models.syncRecordOf(transaction.scope());
        SyncRecord record = inForce == null ? recorded : inForce;
        if (recorded != null && !recorded.equals(record)) {
            record(transaction, recorded, null, provenance);
        }
        if (record != null) {
            record(transaction, record, completedStart, provenance);
        }
        transaction.state().syncRecord = completedStart == null ? null : record;
    }

    private void record(
            ScopeTransaction transaction, SyncRecord record, @Nullable Long completedStart, Provenance provenance) {
        String id = record.groupType() + "_" + record.groupId() + "_" + record.syncedType();
        String nodeKey = new EntityKey.Node(GraphChange.SYNC_METADATA_LABEL, id).text();
        output.toNode(nodeKey, new SyncFreshness(record, transaction.key(), completedStart, provenance));
        transaction.spend(1);
    }

    private ResourceState load(ScopeTransaction transaction) {
        byte[] encoded = resources.get(transaction.key());
        return encoded == null ? ResourceState.EMPTY : ResourceState.decode(encoded);
    }
}
