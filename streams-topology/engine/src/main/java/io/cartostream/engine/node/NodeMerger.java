package io.cartostream.engine.node;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.GraphChange.Deletion;
import io.cartostream.engine.change.GraphChange.NodeUpsert;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.node.ContributionIndex.Merged;
import io.cartostream.engine.node.NodeState.Absent;
import io.cartostream.engine.node.NodeState.Asserted;
import io.cartostream.engine.node.NodeState.Contributed;
import io.cartostream.engine.node.NodeState.Enriched;
import io.cartostream.engine.node.NodeState.Present;
import io.cartostream.engine.node.NodeState.Refused;
import io.cartostream.engine.store.SortedStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Merges the contributors of each node, and sends the node's changes to the graph and to the stage by lookup value. */
final class NodeMerger {
    private final SortedStore entities;
    private final ContributionIndex contributions;
    private final DeletionIndex deletions;
    private final NodePlaces places;
    private final CarrierPublisher carriers;
    private final NodeOutput output;

    /** Whether a node is in the graph, as far as its entry tells. */
    enum Presence {
        /** The node has no entry, and is known to have no relationship entries. */
        UNKNOWN,
        ABSENT,
        PRESENT
    }

    NodeMerger(
            SortedStore entities,
            ContributionIndex contributions,
            DeletionIndex deletions,
            NodePlaces places,
            CarrierPublisher carriers,
            NodeOutput output) {
        this.entities = entities;
        this.contributions = contributions;
        this.deletions = deletions;
        this.places = places;
        this.carriers = carriers;
        this.output = output;
    }

    /** Returns the node's state; null if none is stored. */
    @Nullable
    NodeState load(String node) {
        byte[] encoded = entities.get(EntityRef.nodeKey(node));
        return encoded == null || NodeStateCodec.holdsPlace(encoded) ? null : NodeStateCodec.decode(encoded);
    }

    Presence presence(String node) {
        byte[] encoded = entities.get(EntityRef.nodeKey(node));
        if (encoded == null) {
            return places.held() ? Presence.UNKNOWN : Presence.ABSENT;
        }
        return NodeStateCodec.isPresent(encoded) ? Presence.PRESENT : Presence.ABSENT;
    }

    /** Applies a contributor's changes and sends the difference. Returns whether the node appeared or vanished. */
    boolean apply(String node, String contributor, List<DeclarationChange> changes, Provenance provenance) {
        NodeState before = load(node);
        EntityRef entity = EntityRef.node(node);
        Merged merged;
        if (before instanceof Contributed contributed) {
            if (ContributionIndex.changesNothing(contributor, changes, contributed.firsts())) {
                contributions.add(entity, contributor, changes);
                return false;
            }
            merged = contributions.apply(entity, contributor, changes, contributed.firsts());
        } else {
            contributions.add(entity, contributor, changes);
            merged = ContributionIndex.alone(contributor, changes);
        }
        MergedState now = merged.state();
        return now == null
                ? withdraw(node, before, merged, provenance)
                : replace(node, before, withIdentity(node, now), merged, provenance);
    }

    /** No contributor asserts the node any more; some may still enrich it. Returns whether it vanished. */
    private boolean withdraw(String node, @Nullable NodeState before, Merged merged, Provenance provenance) {
        if (before instanceof Present present) {
            EntityKey.Node key = EntityRef.parseNode(node);
            output.change(new Deletion(key, GraphChange.Reason.LAST_CONTRIBUTOR_GONE, provenance));
            carriers.publish(key, present.carried(), Collections.emptySortedSet(), provenance);
            storeGone(node, merged, deletions.record(EntityRef.nodeKey(node)), provenance);
            return true;
        }
        if (merged.contributed() || before instanceof Contributed) {
            storeGone(node, merged, deletedAt(before), before == null ? provenance : before.provenance());
        }
        return false;
    }

    /** Contributors assert the node. Returns whether it appeared. */
    private boolean replace(
            String node, @Nullable NodeState before, MergedState now, Merged merged, Provenance provenance) {
        AssertionBody body = now.body();
        ByteContent digest = ContentDigest.of(body.bytes());
        Present present = before instanceof Present inGraph ? inGraph : null;
        if (present != null && present.emitted().equals(digest)) {
            if (present.refused() != null || !merged.firsts().equals(present.firsts())) {
                store(node, present.withMerged(null, merged.firsts()));
            }
            return false;
        }
        NodeUpsert change = upsert(node, present, now, provenance);
        boolean refusedBefore = before instanceof Asserted asserted && digest.equals(asserted.refused());
        if (refusedBefore || !output.accepts(body, () -> change)) {
            refuse(node, before, digest, merged, provenance);
            return false;
        }
        SortedSet<String> carried = carriers.carriedBy(now);
        output.change(change);
        carriers.publish(
                change.key(), present == null ? Collections.emptySortedSet() : present.carried(), carried, provenance);
        store(
                node,
                new Present(
                        digest, null, change.firstSeen(), change.lastUpdated(), carried, merged.firsts(), provenance));
        return present == null;
    }

    private static NodeUpsert upsert(String node, @Nullable Present before, MergedState now, Provenance provenance) {
        EntityKey.Node key = EntityRef.parseNode(node);
        long time = provenance.effectiveTime();
        long firstSeen = before == null ? time : before.firstSeen();
        long changedAt = before == null ? time : Math.max(before.changedAt(), time);
        List<String> labels = new ArrayList<>(now.labels());
        labels.remove(key.label());
        labels.add(0, key.label());
        return new NodeUpsert(key, labels, now.properties(), firstSeen, changedAt, provenance);
    }

    /** The merged state is too large: the node keeps its state, or stays absent. */
    private void refuse(
            String node, @Nullable NodeState before, ByteContent digest, Merged merged, Provenance provenance) {
        if (before instanceof Present present) {
            store(node, present.withMerged(digest, merged.firsts()));
        } else {
            store(node, new Refused(digest, deletedAt(before), merged.firsts(), provenance));
        }
    }

    /**
     * Publishes the values that the node carries under the lookups in force, and changes nothing in the graph. While a state
     * is refused, the values of the emitted state are unknown; the node is then published with its next accepted state.
     */
    void republish(String node) {
        if (load(node) instanceof Present before && before.refused() == null) {
            MergedState merged =
                    contributions.merge(EntityRef.node(node), before.firsts()).state();
            SortedSet<String> carried = carriers.carriedBy(withIdentity(node, Objects.requireNonNull(merged)));
            if (!carried.equals(before.carried())) {
                carriers.publish(EntityRef.parseNode(node), before.carried(), carried, before.provenance());
                store(node, before.withCarried(carried));
            }
        }
    }

    /** Forgets a deletion, unless the node has returned since. */
    void forget(String node, long deletedAt) {
        NodeState state = load(node);
        if (state == null || state instanceof Present || deletedAt(state) != deletedAt) {
            return;
        }
        if (state instanceof Refused refused) {
            store(node, new Refused(refused.refused(), NodeState.NEVER, refused.firsts(), refused.provenance()));
        } else if (state instanceof Enriched enriched) {
            store(node, new Enriched(NodeState.NEVER, enriched.firsts(), enriched.provenance()));
        } else {
            places.clear(node);
        }
        output.forget(EntityRef.parseNode(node));
    }

    private static long deletedAt(@Nullable NodeState state) {
        if (state instanceof Absent absent) {
            return absent.deletedAt();
        }
        if (state instanceof Enriched enriched) {
            return enriched.deletedAt();
        }
        return state instanceof Refused refused ? refused.deletedAt() : NodeState.NEVER;
    }

    /** Stores a node that is not in the graph, with what its remaining contributors would add to it. */
    private void storeGone(String node, Merged merged, long deletedAt, Provenance provenance) {
        if (merged.contributed()) {
            store(node, new Enriched(deletedAt, merged.firsts(), provenance));
        } else if (deletedAt == NodeState.NEVER) {
            places.clear(node);
        } else {
            store(node, new Absent(deletedAt, provenance));
        }
    }

    private void store(String node, NodeState state) {
        entities.put(EntityRef.nodeKey(node), NodeStateCodec.encode(state));
    }

    private static MergedState withIdentity(String node, MergedState state) {
        return state.withLabel(EntityRef.parseNode(node).label());
    }
}
