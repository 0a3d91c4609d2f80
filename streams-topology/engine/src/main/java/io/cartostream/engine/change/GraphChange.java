package io.cartostream.engine.change;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The new whole state of one node or relationship, or its deletion. Nothing in it is relative to an earlier change. */
public sealed interface GraphChange {

    /** Identity label of the nodes that record when an account's resource type was last completely synced. */
    String SYNC_METADATA_LABEL = "ModuleSyncMetadata";

    /** The entity. */
    EntityKey key();

    /** What caused the change. Excluded from change detection. */
    Provenance provenance();

    /**
     * A node's whole state.
     *
     * @param key its identity
     * @param labels all labels, the identity label first, the others sorted
     * @param properties without {@code firstseen} and {@code lastupdated}; no nulls
     * @param firstSeen effective time when it appeared, epoch milliseconds
     * @param lastUpdated effective time of this change, epoch milliseconds; for a sync metadata node the start of the last
     *     complete sync of its least fresh scope
     * @param provenance what caused the change
     */
    record NodeUpsert(
            EntityKey.Node key,
            List<String> labels,
            SortedMap<String, PropertyValue> properties,
            long firstSeen,
            long lastUpdated,
            Provenance provenance)
            implements GraphChange {
        /** Copies the collections. */
        public NodeUpsert {
            labels = List.copyOf(labels);
            properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        }
    }

    /**
     * A relationship's whole state.
     *
     * @param key its identity
     * @param properties without {@code firstseen} and {@code lastupdated}; no nulls
     * @param firstSeen effective time when it appeared, epoch milliseconds
     * @param lastUpdated effective time of this change, epoch milliseconds
     * @param provenance what caused the change
     */
    record RelationshipUpsert(
            EntityKey.Relationship key,
            SortedMap<String, PropertyValue> properties,
            long firstSeen,
            long lastUpdated,
            Provenance provenance)
            implements GraphChange {
        /** Copies the collection. */
        public RelationshipUpsert {
            properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        }
    }

    /**
     * The entity is no longer in the graph.
     *
     * @param key its identity
     * @param reason why
     * @param provenance what caused the change
     */
    record Deletion(EntityKey key, Reason reason, Provenance provenance) implements GraphChange {}

    /** Why an entity left the graph. */
    enum Reason {
        /** No contributor asserts it any more. */
        LAST_CONTRIBUTOR_GONE,
        /** Its end node left the graph. */
        END_GONE,
        /** The relationship, or its start node, was withdrawn. */
        WITHDRAWN,
        /** None of the scopes that it covers is collected any more. */
        SCOPES_RETIRED
    }
}
