package io.cartostream.engine.message;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.Provenance;
import java.util.List;

/** What the stage by lookup value is sent. The record key is {@link LookupText#of} and is not repeated in the message. */
public sealed interface LookupMessage {

    /** What caused it. */
    Provenance provenance();

    /**
     * A node carries the value, or no longer does.
     *
     * @param node the node
     * @param carries whether it does
     * @param provenance what caused it
     */
    record CarrierChanged(EntityKey.Node node, boolean carries, Provenance provenance) implements LookupMessage {}

    /**
     * What one contributor wants to relate to the nodes that carry the value.
     *
     * @param contributor who asserts it
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
     * One relationship that is asked for.
     *
     * @param type the relationship's type
     * @param anchor the end that is known
     * @param direction from the known end to the carriers, or the other way
     * @param change what is asserted of it now
     */
    record DemandChange(String type, EntityKey.Node anchor, LookupDirection direction, DeclarationChange change) {
        /** How large its body is, in bytes. */
        public long size() {
            return change.size();
        }
    }
}
