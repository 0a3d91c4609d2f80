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
    void require(ScopeTransaction transaction, Provenance provenance) {
        transaction.state().retired = false;
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
        if (transaction.state().told != null && record != null && !record.equals(transaction.state().told)) {
            fresh(transaction, transaction.state().lastCompletedStart, provenance);
        }
    }

    private @Nullable FactSet derive(ScopeTransaction transaction) {
        try {
            return FactSet.of(models.factsOf(transaction.scope()));
        } catch (PayloadException e) {
            if (e.reason() != Reason.NO_MODEL && e.reason() != Reason.MODEL_FROZEN) {
                LOG.warn("{}: {}; what it asserts itself stays as it is", transaction.scope(), e.getMessage());
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: {}; what it asserts itself stays as it is", transaction.scope(), e.getMessage());
        }
        return null;
    }

    /** The scope is no longer collected. */
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
     * Tells when the last complete sync started; null: nobody syncs the scope any more. Models that record it elsewhere than
     * before move it; frozen ones leave it where it is.
     */
    void fresh(ScopeTransaction transaction, @Nullable Long completedStart, Provenance provenance) {
        SyncRecord told = transaction.state().told;
        SyncRecord inForce = models.syncRecordOf(transaction.scope());
        SyncRecord record = inForce == null ? told : inForce;
        if (told != null && !told.equals(record)) {
            tell(transaction, told, null, provenance);
        }
        if (record != null) {
            tell(transaction, record, completedStart, provenance);
        }
        transaction.state().told = completedStart == null ? null : record;
    }

    private void tell(
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
