package io.cartostream.engine.node;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.NodeMessage;

/** Where the stage by node sends what it finds. Order is kept per receiving partition. */
public interface NodeOutput {

    /** A change of the graph (graph-changes, under the text of its key). */
    void change(GraphChange change);

    /** A deleted entity's time is over: forget it (tombstone in graph-changes). */
    void forget(EntityKey key);

    /** To the partition of a relationship's end node; {@code nodeKey} is the record key (relationships-by-target). */
    void toTarget(String nodeKey, NodeMessage message);

    /** To the stage by lookup value; {@code lookupKey} is the record key (lookups-by-value). */
    void toLookup(String lookupKey, LookupMessage message);
}
