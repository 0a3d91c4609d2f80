package io.cartostream.engine.message;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.Provenance;
import io.cartostream.models.fact.FactSource.SyncRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stage by node is sent. The record key is the text of the node concerned and is not repeated in the message. */
public sealed interface NodeMessage {

    /** What caused it. */
    Provenance provenance();

    /**
     * What one contributor asserts of a node and of relationships that start at it changed. The record key is the node.
     *
     * @param contributor who asserts it
     * @param entities per entity what changed, each of them once, to be taken in this order
     * @param provenance what caused it
     */
    record FactsChanged(String contributor, List<EntityFacts> entities, Provenance provenance) implements NodeMessage {
        /** Copies the list. */
        public FactsChanged {
            entities = List.copyOf(entities);
        }
    }

    /**
     * What the start node's partition says of a relationship. The record key is the end node.
     *
     * @param type the relationship's type
     * @param from the start node
     * @param properties its effective properties; null: withdrawn
     * @param provenance what caused it
     */
    record RelationshipCandidate(
            String type, EntityKey.Node from, @Nullable AssertionBody properties, Provenance provenance)
            implements NodeMessage {}

    /**
     * When a scope was last completely synced. The record key is the sync metadata node.
     *
     * @param record the parts of that node
     * @param scopeKey the scope
     * @param completedStart when its last complete sync started, epoch milliseconds; null: the scope is retired
     * @param provenance what caused it
     */
    record SyncFreshness(
            SyncRecord record, String scopeKey, @Nullable Long completedStart, Provenance provenance)
            implements NodeMessage {}
}
