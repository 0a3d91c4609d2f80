package io.cartostream.engine.node;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.engine.store.WorkQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates all relationship entries of a node that appears or vanishes, in slices.
 *
 * <p>When a node appears or vanishes, its entries, incoming and then outgoing, are evaluated by a cursor.
 * An entry before the cursor was evaluated after the last change of presence; an entry after it will be. An entry that
 * changes in the meantime is evaluated by that change. Another change of presence resets the cursor. So at rest every entry
 * has been evaluated against the current presence, however the work is sliced.
 */
final class PresenceFanOut {
    /** Name of the work that publishes all nodes again. Not the text of any node. */
    private static final String ALL_NODES = "*";

    private final SortedStore entities;
    private final NodeMerger nodes;
    private final RelationshipMerger relationships;
    private final WorkQueue work;

    PresenceFanOut(SortedStore entities, SortedStore work, NodeMerger nodes, RelationshipMerger relationships) {
        this.entities = entities;
        this.nodes = nodes;
        this.relationships = relationships;
        this.work = new WorkQueue(work);
    }

    /** Evaluates a node's entries from the first on; what exceeds the budget is queued. */
    void start(String node, int budget) {
        fanOut(node, null, budget);
    }

    /** Queues the publication of all nodes under the lookups in force. */
    void republishAll() {
        work.add(ALL_NODES, ByteWriter.versioned().optionalText(null).toBytes());
    }

    /** Returns whether any work is queued. */
    boolean pending() {
        return work.mayHaveMore();
    }

    /** Returns whether some of a node's entries are still to be evaluated. */
    boolean pending(String node) {
        return work.memo(node) != null;
    }

    /** Continues queued work within a rough limit of entries read. Returns whether work is left. */
    boolean advance(int budget) {
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
}
