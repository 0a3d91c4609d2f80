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
import io.cartostream.engine.message.LookupMessage.CarrierChanged;
import io.cartostream.engine.message.LookupText;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.models.fact.FactSource.Lookup;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is said of nodes: their state to the graph, the values that they carry to the stage by lookup value.
 *
 * <p>A node of which nothing else is stored has its place held while there are entries of its relationships. So most nodes, when
 * they appear, are known to have none, and nobody need look for them.
 */
final class NodeMerger {
    private final SortedStore entities;
    private final ContributionIndex contributions;
    private final DeletionIndex deletions;
    private final NodeOutput output;
    private final Map<String, List<List<String>>> lookedUp = new TreeMap<>();
    /** False in a partition whose first entries were made by a version that held no places. */
    private boolean placesHeld;

    /** What is known of a node. */
    enum Presence {
        /** Nothing is stored of it, nor of any relationship as this node's partition knows it. */
        UNKNOWN,
        ABSENT,
        PRESENT
    }

    NodeMerger(SortedStore entities, ContributionIndex contributions, DeletionIndex deletions, NodeOutput output) {
        this.entities = entities;
        this.contributions = contributions;
        this.deletions = deletions;
        this.output = output;
    }

    /** Nodes are published by these properties, too. */
    void lookUp(Lookup lookup) {
        lookedUp.computeIfAbsent(lookup.label(), label -> new ArrayList<>()).add(lookup.properties());
    }

    /** Places have been held since the partition's first entry. */
    void trustPlaces() {
        placesHeld = true;
    }

    @Nullable
    NodeState load(String node) {
        byte[] encoded = entities.get(EntityRef.nodeKey(node));
        return encoded == null || NodeState.holdsPlace(encoded) ? null : NodeState.decode(encoded);
    }

    Presence presence(String node) {
        byte[] encoded = entities.get(EntityRef.nodeKey(node));
        if (encoded == null) {
            return placesHeld ? Presence.UNKNOWN : Presence.ABSENT;
        }
        return NodeState.present(encoded) ? Presence.PRESENT : Presence.ABSENT;
    }

    /** After an entry was made. */
    void holdPlace(String node) {
        if (placesHeld && entities.get(EntityRef.nodeKey(node)) == null) {
            entities.put(EntityRef.nodeKey(node), NodeState.heldPlace());
        }
    }

    /** After an entry may have gone. */
    void releasePlace(String node) {
        byte[] encoded = entities.get(EntityRef.nodeKey(node));
        if (encoded != null && NodeState.holdsPlace(encoded)) {
            storeNothing(node);
        }
    }

    private void storeNothing(String node) {
        List<String> found = new ArrayList<>(1);
        if (placesHeld) {
            entities.scan(EntityRef.allEdges(node), null, (key, value) -> {
                found.add(key);
                return false;
            });
        }
        if (found.isEmpty()) {
            entities.delete(EntityRef.nodeKey(node));
        } else {
            entities.put(EntityRef.nodeKey(node), NodeState.heldPlace());
        }
    }

    /** Takes what a contributor says now and says what changed; returns whether the node appeared or vanished. */
    boolean apply(String node, String contributor, List<DeclarationChange> changes, Provenance provenance) {
        NodeState before = load(node);
        boolean was = before != null && before.present();
        boolean asserted = before != null && before.asserted();
        EntityRef entity = EntityRef.node(node);
        if (before != null && asserted && ContributionIndex.addsOnly(contributor, changes, before.firsts())) {
            contributions.add(entity, contributor, changes);
            return false;
        }
        ContributionIndex.Merged merged;
        if (before != null && asserted) {
            merged = contributions.apply(entity, contributor, changes, before.firsts());
        } else {
            contributions.add(entity, contributor, changes);
            merged = new ContributionIndex.Merged(
                    ContributionIndex.alone(contributor, changes), Collections.emptySortedMap());
        }
        MergedState now = merged.effective();
        if (now == null) {
            if (before != null && was) {
                delete(node, before, provenance);
            } else if (before != null && asserted) {
                storeAbsent(node, null, before.changedAt(), Collections.emptySortedMap(), provenance);
            }
            return was;
        }
        EntityKey.Node key = EntityRef.parseNode(node);
        now.labels().add(key.label());
        AssertionBody body = now.body();
        ByteContent digest = ContentDigest.of(body.bytes());
        if (before != null && was && before.emitted().equals(digest)) {
            if (before.refused() != null || !merged.firsts().equals(before.firsts())) {
                store(node, before.with(null, merged.firsts()));
            }
            return false;
        }
        long time = provenance.effectiveTime();
        long firstSeen = before != null && was ? before.firstSeen() : time;
        long changedAt = before != null && was ? Math.max(before.changedAt(), time) : time;
        SortedSet<String> carried = carried(now);
        List<String> labels = new ArrayList<>(now.labels());
        labels.remove(key.label());
        labels.add(0, key.label());
        NodeUpsert change = new NodeUpsert(key, labels, now.properties(), firstSeen, changedAt, provenance);
        boolean refusedBefore = before != null && digest.equals(before.refused());
        if (refusedBefore || !output.accepts(body, () -> change)) {
            refuse(node, before, digest, merged.firsts(), provenance);
            return false;
        }
        output.change(change);
        publish(key, before == null ? Collections.emptySortedSet() : before.carried(), carried, provenance);
        store(node, new NodeState(true, digest, null, firstSeen, changedAt, carried, merged.firsts(), provenance));
        return !was;
    }

    /** What all say together is too large: the node keeps the state that it has, or stays absent. */
    private void refuse(
            String node,
            @Nullable NodeState before,
            ByteContent digest,
            SortedMap<String, String> firsts,
            Provenance provenance) {
        if (before != null && before.present()) {
            store(node, before.with(digest, firsts));
        } else {
            storeAbsent(node, digest, before == null ? NodeState.NEVER : before.changedAt(), firsts, provenance);
        }
    }

    /**
     * Publishes what a node carries under the lookups in force; says nothing to the graph. While a state is refused nobody
     * knows the values of the one that stands: then it is published with the next that is taken over.
     */
    void republish(String node) {
        NodeState before = load(node);
        if (before == null || !before.present() || before.refused() != null) {
            return;
        }
        MergedState now = Objects.requireNonNull(
                contributions.merge(EntityRef.node(node), before.firsts()).effective());
        EntityKey.Node key = EntityRef.parseNode(node);
        now.labels().add(key.label());
        SortedSet<String> carried = carried(now);
        if (!carried.equals(before.carried())) {
            publish(key, before.carried(), carried, before.provenance());
            store(node, before.with(carried));
        }
    }

    /** Forgets a deletion unless the node came back since. */
    void forget(String node, long deletedAt) {
        NodeState state = load(node);
        if (state != null && !state.present() && state.changedAt() == deletedAt) {
            storeAbsent(node, state.refused(), NodeState.NEVER, state.firsts(), state.provenance());
            output.forget(EntityRef.parseNode(node));
        }
    }

    private void delete(String node, NodeState before, Provenance provenance) {
        EntityKey.Node key = EntityRef.parseNode(node);
        output.change(new Deletion(key, GraphChange.Reason.LAST_CONTRIBUTOR_GONE, provenance));
        publish(key, before.carried(), Collections.emptySortedSet(), provenance);
        long deletedAt = deletions.record(EntityRef.nodeKey(node));
        storeAbsent(node, null, deletedAt, Collections.emptySortedMap(), provenance);
    }

    private void storeAbsent(
            String node,
            @Nullable ByteContent refused,
            long deletedAt,
            SortedMap<String, String> firsts,
            Provenance provenance) {
        if (refused == null && deletedAt == NodeState.NEVER) {
            storeNothing(node);
        } else {
            store(node, NodeState.absent(refused, deletedAt, firsts, provenance));
        }
    }

    private void store(String node, NodeState state) {
        entities.put(EntityRef.nodeKey(node), state.encode());
    }

    private SortedSet<String> carried(MergedState now) {
        SortedSet<String> carried = new TreeSet<>();
        for (String label : now.labels()) {
            for (List<String> properties : lookedUp.getOrDefault(label, List.of())) {
                SortedMap<String, PropertyValue> values = new TreeMap<>();
                for (String property : properties) {
                    PropertyValue value = now.properties().get(property);
                    if (value != null) {
                        values.put(property, value);
                    }
                }
                if (values.size() == properties.size()) {
                    carried.add(LookupText.of(new LookupKey(label, values)));
                }
            }
        }
        return carried;
    }

    private void publish(EntityKey.Node key, SortedSet<String> before, SortedSet<String> now, Provenance provenance) {
        for (String lookup : now) {
            if (!before.contains(lookup)) {
                output.toLookup(lookup, new CarrierChanged(key, true, provenance));
            }
        }
        for (String lookup : before) {
            if (!now.contains(lookup)) {
                output.toLookup(lookup, new CarrierChanged(key, false, provenance));
            }
        }
    }
}
