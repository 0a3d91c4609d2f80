package io.cartostream.engine.node;

import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.Digest;
import io.cartostream.engine.codec.Keys;
import io.cartostream.engine.codec.Reader;
import io.cartostream.engine.codec.Writer;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.NodeMessage.RelationshipCandidate;
import io.cartostream.engine.message.NodeMessage.SyncFreshness;
import io.cartostream.engine.message.RelationshipEnd;
import io.cartostream.engine.store.Store;
import io.cartostream.engine.store.WorkQueue;
import io.cartostream.models.fact.FactSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The stage by node: merges what contributors assert, says what changed in the graph, and keeps a relationship in it only
 * while both ends are. One instance per partition, for one thread.
 *
 * <p><b>Why no generations are needed.</b> A relationship has one path. All contributors of (type, from, to) are merged in
 * the partition of <i>from</i>, which alone knows whether <i>from</i> is present. It alone speaks to the partition of
 * <i>to</i>, over one first-in-first-out channel; that partition alone knows whether <i>to</i> is present and alone writes
 * the relationship's key. So by induction over the channel the last candidate that <i>to</i>'s side received is, at rest,
 * the last one that <i>from</i>'s side sent; and since each side compares what should stand, computed from its present
 * state, with what it said last (whenever a contributor, a candidate or the presence of its own node changed), what was said
 * last is what should stand. There is no second writer whose message could overtake, hence nothing to tell apart. The same
 * holds before: a contributor's facts come from the one partition of its scope, a pair's of demand and carrier from the one
 * partition of its lookup value, under different contributor keys.
 *
 * <p><b>Fan-outs.</b> When a node appears or vanishes, its outgoing and then its incoming entries are evaluated by a cursor.
 * An entry before the cursor was evaluated after the last change of presence; one behind it will be; one that changes
 * meanwhile is evaluated by that change itself; and another change of presence sets the cursor back to the start. So at rest
 * every entry was evaluated against the presence that holds, in whatever slices.
 */
public final class NodeStage {
    private static final String LOOKUPS_IN_FORCE = "l";
    /** Not the text of any node: all nodes are to be published anew. */
    private static final String ALL_NODES = "*";

    private final EngineConfig config;
    private final NodeStores stores;
    private final Deletions deletions;
    private final Nodes nodes;
    private final Relationships relationships;
    private final SyncMetadata syncMetadata;
    private final WorkQueue work;
    private final byte[] lookups;
    private boolean lookupsChecked;

    /**
     * A stage over the stores of one partition.
     *
     * @param clock dates deletions, so that they can be forgotten after a time; nothing else depends on it
     */
    public NodeStage(FactSource models, EngineConfig config, NodeStores stores, NodeOutput output, Clock clock) {
        this.config = config;
        this.stores = stores;
        Contributions contributions = new Contributions(stores.contributions());
        this.deletions = new Deletions(stores.work(), clock, config);
        this.nodes = new Nodes(models, stores.entities(), contributions, deletions, output);
        this.relationships = new Relationships(stores.entities(), contributions, deletions, output);
        this.syncMetadata = new SyncMetadata(stores.entities(), deletions, output);
        this.work = new WorkQueue(stores.work());
        TreeSet<String> lookedUp = new TreeSet<>();
        models.lookups().forEach(lookup -> lookedUp.add(Keys.join(lookup.label(), lookup.property())));
        this.lookups = Digest.of(Keys.join(lookedUp.toArray(String[]::new))).content();
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
            EntityRef entity =
                    new EntityRef(nodeKey, candidate.type(), candidate.from().text());
            relationships.offer(entity, candidate.properties(), nodes.present(nodeKey), candidate.provenance());
        } else if (message instanceof SyncFreshness freshness) {
            syncMetadata.apply(nodeKey, freshness);
        }
    }

    /**
     * Goes on with fan-outs.
     *
     * @param budget about how many entries may be looked at
     * @return whether more is left to do
     */
    public boolean continueWork(int budget) {
        checkLookups();
        int left = budget;
        while (left > 0) {
            String name = work.next();
            if (name == null) {
                return false;
            }
            String cursor =
                    Reader.versioned(Objects.requireNonNull(work.memo(name))).optionalText();
            left -= name.equals(ALL_NODES) ? republish(cursor, left) : fanOut(name, cursor, left);
        }
        return work.mayHaveMore();
    }

    /**
     * Forgets entities whose deletion is older than the retention.
     *
     * @param budget how many at most
     * @return whether more may be due
     */
    public boolean forgetDeleted(int budget) {
        List<Deletions.Due> due = deletions.due(budget);
        for (Deletions.Due deletion : due) {
            String key = deletion.entityKey();
            EntityRef entity = EntityRef.parse(key);
            if (SyncMetadata.owns(key)) {
                syncMetadata.forget(key, deletion.deletedAt());
            } else if (entity.type().isEmpty()) {
                nodes.forget(entity.node(), deletion.deletedAt());
            } else {
                relationships.forget(entity, deletion.deletedAt());
            }
        }
        return due.size() == budget;
    }

    private void factsChanged(String nodeKey, FactsChanged facts) {
        RelationshipEnd end = facts.relationship();
        if (end == null) {
            if (nodes.apply(nodeKey, facts.contributor(), facts.changes(), facts.provenance())) {
                fanOut(nodeKey, null, config.inlineBudget());
            }
        } else {
            EntityRef entity = new EntityRef(nodeKey, end.type(), end.to().text());
            relationships.apply(
                    entity, facts.contributor(), facts.changes(), nodes.present(nodeKey), facts.provenance());
        }
    }

    /** Evaluates the next entries of a node; returns how many, at least 1. */
    private int fanOut(String node, @Nullable String cursor, int budget) {
        NodeState state = Objects.requireNonNull(nodes.load(node));
        Provenance provenance = state.provenance();
        String outgoing = EntityRef.allOutgoing(node);
        String incoming = EntityRef.allIncoming(node);
        int looked = 0;
        String last = cursor;
        if (cursor == null || cursor.startsWith(outgoing)) {
            for (String key : keys(outgoing, cursor, budget)) {
                relationships.evaluateOutgoing(EntityRef.parse(key), state.present(), provenance);
                last = key;
                looked++;
            }
        }
        if (looked < budget) {
            String after = last != null && last.startsWith(incoming) ? last : null;
            for (String key : keys(incoming, after, budget - looked)) {
                relationships.evaluateIncoming(EntityRef.parse(key), state.present(), provenance);
                last = key;
                looked++;
            }
        }
        finish(node, looked < budget, last);
        return Math.max(1, looked);
    }

    private int republish(@Nullable String cursor, int budget) {
        List<String> slice = keys(EntityRef.allNodes(), cursor, budget);
        slice.forEach(key -> nodes.republish(EntityRef.parse(key).node()));
        finish(ALL_NODES, slice.size() < budget, slice.isEmpty() ? cursor : slice.get(slice.size() - 1));
        return Math.max(1, slice.size());
    }

    private void finish(String name, boolean done, @Nullable String cursor) {
        if (!done) {
            work.add(name, Writer.versioned().optionalText(cursor).toBytes());
        } else if (work.memo(name) != null) {
            work.remove(name);
        }
    }

    private List<String> keys(String prefix, @Nullable String after, int limit) {
        List<String> keys = new ArrayList<>();
        stores.entities().scan(prefix, after, (key, value) -> {
            keys.add(key);
            return keys.size() < limit;
        });
        return keys;
    }

    /** The first call after a start: other lookups than before mean that all nodes are to be published anew. */
    private void checkLookups() {
        if (lookupsChecked) {
            return;
        }
        lookupsChecked = true;
        Store memory = stores.work();
        byte[] before = memory.get(LOOKUPS_IN_FORCE);
        if (!Arrays.equals(lookups, before)) {
            memory.put(LOOKUPS_IN_FORCE, lookups);
            if (before != null) {
                work.add(ALL_NODES, Writer.versioned().optionalText(null).toBytes());
            }
        }
    }
}
