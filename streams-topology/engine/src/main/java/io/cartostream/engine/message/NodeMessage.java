package io.cartostream.engine.message;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.Provenance;
import io.cartostream.models.fact.FactSource.SyncRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message to the node stage. The record key is the text of the receiving node; the message does not repeat it. */
public sealed interface NodeMessage {

    /** What caused the message. */
    Provenance provenance();

    /**
     * One contributor's changed assertions about a node and relationships that start at it. The record key is the node.
     *
     * @param contributor the contributor
     * @param entities the changes by entity, each entity once, to be applied in this order
     * @param provenance what caused it
     */
    record FactsChanged(String contributor, List<EntityFacts> entities, Provenance provenance) implements NodeMessage {
        /** Copies the list. */
        public FactsChanged {
            entities = List.copyOf(entities);
        }
    }

    /**
     * The state of a relationship in its start node's partition. The record key is the end node.
     *
     * @param type the relationship's type
     * @param from the start node
     * @param properties its merged properties; null withdraws the relationship
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
