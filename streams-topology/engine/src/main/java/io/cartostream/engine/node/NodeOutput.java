package io.cartostream.engine.node;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.NodeMessage;
import java.util.function.Supplier;

/** Where the stage by node sends what it finds. Order is kept per receiving partition. */
public interface NodeOutput {

    /**
     * Whether the topics take an entity in this state. Asked before anything is made of a state: one that is refused is
     * reported here, once, and the entity keeps the state that it has. Depends on the sizes only.
     *
     * @param encoded labels and properties as stages pass them on
     * @param state the change that would be written; needed only if that is large
     */
    boolean accepts(AssertionBody encoded, Supplier<? extends GraphChange> state);

    /** A change of the graph (graph-changes, under the text of its key). */
    void change(GraphChange change);

    /** A deleted entity's time is over: forget it (tombstone in graph-changes). */
    void forget(EntityKey key);

    /** To the partition of a relationship's end node; {@code nodeKey} is the record key (relationships-by-target). */
    void toTarget(String nodeKey, NodeMessage message);

    /** To the stage by lookup value; {@code lookupKey} is the record key (lookups-by-value). */
    void toLookup(String lookupKey, LookupMessage message);
}
