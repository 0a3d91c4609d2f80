package io.cartostream.engine.node;

import io.cartostream.engine.store.SortedStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the place of a node that has relationship entries and no state. A node without any entry of its own is therefore
 * known to have no relationship entries, and no scan for them is needed when it appears.
 */
final class NodePlaces {
    private final SortedStore entities;
    /** False in a partition whose first entries were written by a version that held no places. */
    private boolean held;

    NodePlaces(SortedStore entities) {
        this.entities = entities;
    }

    /** Places are held since the partition's first entry, so a missing entry is meaningful. */
    void trust() {
        held = true;
    }

    /** Returns whether a node without an entry is known to have no relationship entries. */
    boolean held() {
        return held;
    }

    /** Holds the node's place, after a relationship entry was added. */
    void hold(String node) {
        if (held && entities.get(EntityRef.nodeKey(node)) == null) {
            entities.put(EntityRef.nodeKey(node), NodeStateCodec.heldPlace());
        }
    }

    /** Releases the node's place if its last relationship entry is gone, after one may have been deleted. */
    void release(String node) {
        byte[] encoded = entities.get(EntityRef.nodeKey(node));
        if (encoded != null && NodeStateCodec.holdsPlace(encoded)) {
            clear(node);
        }
    }

    /** Forgets the node's state; its place is held while it has relationship entries. */
    void clear(String node) {
        List<String> found = new ArrayList<>(1);
        if (held) {
            entities.scan(EntityRef.allEdges(node), null, (key, value) -> {
                found.add(key);
                return false;
            });
        }
        if (found.isEmpty()) {
            entities.delete(EntityRef.nodeKey(node));
        } else {
            entities.put(EntityRef.nodeKey(node), NodeStateCodec.heldPlace());
        }
    }
}
