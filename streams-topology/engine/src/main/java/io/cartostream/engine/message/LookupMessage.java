package io.cartostream.engine.message;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.Provenance;
import java.util.List;

/** A message to the lookup stage. The record key is {@link LookupText#of}; the message does not repeat it. */
public sealed interface LookupMessage {

    /** What caused the message. */
    Provenance provenance();

    /**
     * A node carries the value, or no longer does.
     *
     * @param node the node
     * @param carries whether the node carries the value
     * @param provenance what caused it
     */
    record CarrierChanged(EntityKey.Node node, boolean carries, Provenance provenance) implements LookupMessage {}

    /**
     * Changes of one contributor's demands for the nodes that carry the value.
     *
     * @param contributor the contributor
     * @param changes what changed
     * @param provenance what caused it
     */
    record DemandsChanged(String contributor, List<DemandChange> changes, Provenance provenance)
            implements LookupMessage {
        /** Copies the list. */
        public DemandsChanged {
            changes = List.copyOf(changes);
        }
    }

    /**
     * One demand: a relationship with all nodes that carry the value.
     *
     * @param type the relationship's type
     * @param anchor the end that is known
     * @param direction from the known end to the carriers, or the other way
     * @param change what is asserted of it now
     */
    record DemandChange(String type, EntityKey.Node anchor, LookupDirection direction, DeclarationChange change) {
        /** Size of the body in bytes. */
        public long size() {
            return change.size();
        }
    }
}
