package io.cartostream.engine.node;

import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.EntityFacts;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.NodeMessage.RelationshipCandidate;
import io.cartostream.engine.message.NodeMessage.SyncFreshness;
import io.cartostream.engine.message.RelationshipEnd;
import io.cartostream.engine.node.NodeMerger.Presence;
import io.cartostream.engine.store.RecentStore;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.engine.store.WorkQueue;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.FactSource.Lookup;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The stage by node: merges the assertions of contributors, emits the changes of the graph, and keeps a relationship in the
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
 * keys.
 *
 * <p><b>Fan-outs.</b> When a node appears or vanishes, its entries, incoming and then outgoing, are evaluated by a cursor.
 * An entry before the cursor was evaluated after the last change of presence; an entry after it will be. An entry that
 * changes in the meantime is evaluated by that change. Another change of presence resets the cursor. So at rest every entry
 * has been evaluated against the current presence, however the work is sliced.
 */
public final class NodeStage {
    /** Key in the work store: the lookups in force; missing only in a new partition. */
    private static final String LOOKUPS_IN_FORCE = "l";
    /** Key in the work store: present if places are held since the partition's first entry. */
    private static final String PLACES_HELD = "p";

    private static final byte[] YES = {1};
    /** Name of the work that publishes all nodes again. Not the text of any node. */
    private static final String ALL_NODES = "*";

    /** 1 to 4 MB for each partition. A node's relationships arrive together, and each looks up the node's presence. */
    private static final int RECENT_ENTITIES = 4096;

    private final EngineConfig config;
    private final NodeStores stores;
    private final SortedStore entities;
    private final DeletionIndex deletions;
    private final NodeMerger nodes;
    private final NodePlaces places;
    private final CarrierPublisher carriers;
    private final RelationshipMerger relationships;
    private final SyncMetadata syncMetadata;
    private final WorkQueue work;
    private final Set<Lookup> lookups;
    private boolean lookupsChecked;

    /**
     * A stage over the stores of one partition.
     *
     * @param clock dates deletions, which are forgotten after the retention; nothing else depends on it
     */
    public NodeStage(FactSource models, EngineConfig config, NodeStores stores, NodeOutput output, Clock clock) {
        this.config = config;
        this.stores = stores;
        this.entities = new RecentStore(stores.entities(), RECENT_ENTITIES);
        ContributionIndex contributions = new ContributionIndex(stores.contributions());
        this.deletions = new DeletionIndex(stores.work(), clock, config);
        this.places = new NodePlaces(entities);
        this.carriers = new CarrierPublisher(output);
        this.nodes = new NodeMerger(entities, contributions, deletions, places, carriers, output);
        this.relationships = new RelationshipMerger(entities, contributions, deletions, output);
        this.syncMetadata = new SyncMetadata(entities, deletions, output);
        this.work = new WorkQueue(stores.work());
        this.lookups = models.lookups();
    }

    /**
     * Processes one message from facts-by-node or relationships-by-target.
     *
     * @param nodeKey the record key
     */
    public void process(String nodeKey, NodeMessage message) {
        checkLookups();
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
        checkLookups();
        int left = budget;
        while (left > 0) {
            String name = work.next();
            if (name == null) {
                return false;
            }
            String cursor = ByteReader.versioned(Objects.requireNonNull(work.memo(name)))
                    .optionalText();
            left -= name.equals(ALL_NODES) ? republish(cursor, left) : fanOut(name, cursor, left);
        }
        return work.mayHaveMore();
    }

    /** Returns whether fan-outs, or nodes to publish under new lookups, are pending. */
    public boolean hasWork() {
        checkLookups();
        return work.mayHaveMore();
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
            } else if (work.memo(entity.node()) == null) {
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
                    fanOut(nodeKey, null, config.inlineBudget());
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

    /** Evaluates the next relationship entries of a node. Returns how many, at least 1. */
    private int fanOut(String node, @Nullable String cursor, int budget) {
        NodeState state = Objects.requireNonNull(nodes.load(node));
        boolean present = state instanceof NodeState.Present;
        Provenance provenance = state.provenance();
        List<Entry> slice = slice(EntityRef.allEdges(node), cursor, budget);
        for (Entry entry : slice) {
            EntityRef.Edge edge = EntityRef.Edge.parse(entry.key());
            if (edge.outgoing()) {
                relationships.evaluateOutgoing(edge.entity(), entry.value(), present, provenance);
            } else {
                relationships.evaluateIncoming(edge.entity(), entry.value(), present, provenance);
            }
        }
        finish(node, slice, cursor, budget);
        return Math.max(1, slice.size());
    }

    private int republish(@Nullable String cursor, int budget) {
        List<Entry> slice = slice(EntityRef.allNodes(), cursor, budget);
        slice.forEach(entry -> nodes.republish(EntityRef.parse(entry.key()).node()));
        finish(ALL_NODES, slice, cursor, budget);
        return Math.max(1, slice.size());
    }

    private void finish(String name, List<Entry> slice, @Nullable String cursor, int budget) {
        if (slice.size() >= budget) {
            String last = slice.isEmpty() ? cursor : slice.get(slice.size() - 1).key();
            work.add(name, ByteWriter.versioned().optionalText(last).toBytes());
        } else if (work.memo(name) != null) {
            work.remove(name);
        }
    }

    private List<Entry> slice(String prefix, @Nullable String after, int limit) {
        List<Entry> entries = new ArrayList<>();
        entities.scan(prefix, after, (key, value) -> {
            entries.add(new Entry(key, value));
            return entries.size() < limit;
        });
        return entries;
    }

    private record Entry(String key, byte[] value) {}

    /**
     * On the first call after a start: if there are new lookups, publishes all nodes again. Keeps every earlier lookup,
     * because facts that the models in force no longer yield, such as those of frozen types, still use it.
     */
    private void checkLookups() {
        if (lookupsChecked) {
            return;
        }
        lookupsChecked = true;
        SortedStore memory = stores.work();
        if (memory.get(LOOKUPS_IN_FORCE) == null) { // a new partition
            memory.put(PLACES_HELD, YES);
        }
        if (memory.get(PLACES_HELD) != null) {
            places.trust();
        }
        byte[] encoded = memory.get(LOOKUPS_IN_FORCE);
        SortedSet<String> before = encoded == null ? new TreeSet<>() : decodeLookups(encoded);
        SortedSet<String> all = new TreeSet<>(before);
        lookups.forEach(lookup -> all.add(CompositeKeys.join(
                lookup.label(), CompositeKeys.join(lookup.properties().toArray(String[]::new)))));
        for (String lookup : all) {
            List<String> parts = CompositeKeys.split(lookup);
            carriers.lookUp(new Lookup(parts.get(0), CompositeKeys.split(parts.get(1))));
        }
        if (encoded == null || !all.equals(before)) {
            ByteWriter writer = ByteWriter.versioned().number(all.size());
            all.forEach(writer::text);
            memory.put(LOOKUPS_IN_FORCE, writer.toBytes());
            if (encoded != null) {
                work.add(ALL_NODES, ByteWriter.versioned().optionalText(null).toBytes());
            }
        }
    }

    private static SortedSet<String> decodeLookups(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        int size = reader.count();
        SortedSet<String> lookups = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            lookups.add(reader.text());
        }
        return lookups;
    }
}
