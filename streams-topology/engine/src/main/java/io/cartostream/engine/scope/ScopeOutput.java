package io.cartostream.engine.scope;

import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.NodeMessage;

/** Receives the output of the scope stage. Keeps the order of messages for each receiving partition. */
public interface ScopeOutput {

    /** To the node stage; {@code nodeKey} is the record key (facts-by-node). */
    void toNode(String nodeKey, NodeMessage message);

    /** To the lookup stage; {@code lookupKey} is the record key (lookups-by-value). */
    void toLookup(String lookupKey, LookupMessage message);

    /** The resource's payload changed (inventory-latest). */
    void inventoryPut(Scope scope, String resourceId, String payload, Provenance provenance);

    /** The resource was retracted (tombstone in inventory-latest). */
    void inventoryRemoved(Scope scope, String resourceId);

    /** The scope's current status (scope-status). */
    void status(ScopeStatus status);

    /** The current event could not be processed. */
    void deadLetter(Rejection letter);
}
