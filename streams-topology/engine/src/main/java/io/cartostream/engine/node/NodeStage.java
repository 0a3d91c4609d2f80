package io.cartostream.engine.node;

import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.message.EntityFacts;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.NodeMessage.RelationshipCandidate;
import io.cartostream.engine.message.NodeMessage.SyncFreshness;
import io.cartostream.engine.message.RelationshipEnd;
import io.cartostream.engine.node.NodeMerger.Presence;
import io.cartostream.engine.store.RecentStore;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.models.fact.FactSource;
import java.time.Clock;
import java.util.List;

/**
 * The node stage: merges the assertions of contributors, emits the changes of the graph, and keeps a relationship in the
 * graph only while both its ends are. One instance per partition, for one thread.
 *
 * <p><b>Why no generations are needed.</b> A relationship has one path. All contributors of (type, from, to) are merged in
 * the partition of <i>from</i>, which alone knows whether <i>from</i> is present. It alone sends candidates to the
 * partition of <i>to</i>, over one first-in-first-out channel. That partition alone knows whether <i>to</i> is present, and
 * alone writes the relationship's key. So, by induction over the channel, the last candidate received in the partition of
 * <i>to</i> is, at rest, the last one sent from the partition of <i>from</i>. Whenever a contributor, a candidate or the
 * presence of its node changes, each side computes the desired state from its current one, compares it with the state it sent
 * last, and sends the difference; so the state sent last is the desired one. No second writer exists whose message could
 * overtake, and nothing needs a generation. The same holds upstream: a contributor's facts come from the one partition of its
 * scope, and those of a pair of demand and carrier from the one partition of its lookup value, under different contributor
 * keys. {@link PresenceFanOut} does the same for all entries of a node that appears or vanishes.
 */
public final class NodeStage {
    /** 1 to 4 MB for each partition. A node's relationships arrive together, and each looks up the node's presence. */
    private static final int RECENT_ENTITIES = 4096;

    private final EngineConfig config;
    private final DeletionIndex deletions;
    private final NodeMerger nodes;
    private final NodePlaces places;
    private final RelationshipMerger relationships;
    private final SyncMetadata syncMetadata;
    private final PresenceFanOut fanOuts;
    private final LookupsInForce lookups;

    /**
     * A stage over the stores of one partition.
     *
     * @param clock dates deletions, which are forgotten after the retention; nothing else depends on it
     */
    public NodeStage(FactSource models, EngineConfig config, NodeStores stores, NodeOutput output, Clock clock) {
        this.config = config;
        SortedStore entities = new RecentStore(stores.entities(), RECENT_ENTITIES);
        ContributionIndex contributions = new ContributionIndex(stores.contributions());
        this.deletions = new DeletionIndex(stores.work(), clock, config);
        this.places = new NodePlaces(entities);
        CarrierPublisher carriers = new CarrierPublisher(output);
        this.nodes = new NodeMerger(entities, contributions, deletions, places, carriers, output);
        this.relationships = new RelationshipMerger(entities, contributions, deletions, output);
        this.syncMetadata = new SyncMetadata(entities, deletions, output);
        this.fanOuts = new PresenceFanOut(entities, stores.work(), nodes, relationships);
        this.lookups = new LookupsInForce(models, stores.work(), carriers, places, fanOuts);
    }

    /**
     * Processes one message from facts-by-node or relationships-by-target.
     *
     * @param nodeKey the record key
     */
    public void process(String nodeKey, NodeMessage message) {
        lookups.check();
        if (message instanceof FactsChanged facts) {
            factsChanged(nodeKey, facts);
        } else if (message instanceof RelationshipCandidate candidate) {
            candidateChanged(nodeKey, candidate);
        } else if (message instanceof SyncFreshness freshness) {
            syncMetadata.apply(nodeKey, freshness);
        }
    }

    /**
     * Continues fan-outs.
     *
     * @param budget rough limit of the entries read
     * @return whether work is left
     */
    public boolean continueWork(int budget) {
        lookups.check();
        return fanOuts.advance(budget);
    }

    /** Returns whether fan-outs, or nodes to publish under new lookups, are pending. */
    public boolean hasWork() {
        lookups.check();
        return fanOuts.pending();
    }

    /**
     * Forgets entities whose deletion is older than the retention. A node with a pending fan-out is kept until the fan-out is
     * done, because the fan-out still needs the node's final state.
     *
     * @param budget largest number of entities to forget
     * @return whether more may be due
     */
    public boolean forgetDeleted(int budget) {
        List<DeletionIndex.Due> due = deletions.due(budget);
        int waiting = 0;
        for (DeletionIndex.Due deletion : due) {
            String key = deletion.entityKey();
            EntityRef entity = EntityRef.parse(key);
            if (SyncMetadata.owns(key)) {
                syncMetadata.forget(key, deletion.deletedAt());
            } else if (!entity.type().isEmpty()) {
                relationships.forget(entity, deletion.deletedAt());
                places.release(entity.node());
            } else if (!fanOuts.pending(entity.node())) {
                nodes.forget(entity.node(), deletion.deletedAt());
            } else {
                deletions.postpone(deletion);
                waiting++;
            }
        }
        return due.size() == budget && waiting < due.size();
    }

    private void candidateChanged(String nodeKey, RelationshipCandidate candidate) {
        Presence presence = nodes.presence(nodeKey);
        boolean withdrawn = candidate.properties() == null;
        if (withdrawn && presence == Presence.UNKNOWN) {
            return;
        }
        EntityRef entity =
                new EntityRef(nodeKey, candidate.type(), candidate.from().text());
        relationships.offer(
                entity,
                candidate.properties(),
                presence == Presence.PRESENT,
                presence == Presence.UNKNOWN,
                candidate.provenance());
        keepPlace(nodeKey, presence, withdrawn);
    }

    private void factsChanged(String nodeKey, FactsChanged facts) {
        String contributor = facts.contributor();
        Presence before = nodes.presence(nodeKey);
        boolean isNew = before == Presence.UNKNOWN;
        boolean present = before == Presence.PRESENT;
        boolean related = false;
        boolean withdrawn = false;
        for (EntityFacts entity : facts.entities()) {
            RelationshipEnd end = entity.relationship();
            if (end != null) {
                EntityRef relationship =
                        new EntityRef(nodeKey, end.type(), end.to().text());
                relationships.apply(relationship, contributor, entity.changes(), present, isNew, facts.provenance());
                related = true;
                withdrawn |= entity.withdraws();
            } else if (nodes.apply(nodeKey, contributor, entity.changes(), facts.provenance())) {
                present = !present;
                if (related || !isNew) {
                    fanOuts.start(nodeKey, config.inlineBudget());
                }
            }
        }
        if (related && !present) {
            keepPlace(nodeKey, before, withdrawn);
        }
    }

    /** Holds or releases the place of an absent node, after relationship entries were added or withdrawn. */
    private void keepPlace(String nodeKey, Presence before, boolean withdrawn) {
        if (before == Presence.UNKNOWN) {
            places.hold(nodeKey);
        }
        if (withdrawn) {
            places.release(nodeKey);
        }
    }
}
