package io.cartostream.engine.node;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.NodeMessage;
import java.util.function.Supplier;

/** Receives the output of the node stage. Keeps the order of messages for each receiving partition. */
public interface NodeOutput {

    /**
     * Returns whether the topics accept an entity in this state; depends only on its size. Called before the state has any
     * effect. The implementation reports a refused state, once; the entity then keeps its earlier state.
     *
     * @param encoded labels and properties, as stages pass them on
     * @param state the change that would be written; needed only if {@code encoded} is large
     */
    boolean accepts(AssertionBody encoded, Supplier<? extends GraphChange> state);

    /** A change of the graph (graph-changes, under the text of its key). */
    void change(GraphChange change);

    /** The retention of a deleted entity is over: writes the tombstone to graph-changes. */
    void forget(EntityKey key);

    /** To the partition of a relationship's end node; {@code nodeKey} is the record key (relationships-by-target). */
    void toTarget(String nodeKey, NodeMessage message);

    /** To the lookup stage; {@code lookupKey} is the record key (lookups-by-value). */
    void toLookup(String lookupKey, LookupMessage message);
}
