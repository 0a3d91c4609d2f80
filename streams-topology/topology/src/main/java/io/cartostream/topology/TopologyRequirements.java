package io.cartostream.topology;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.Operation;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.contract.TopicName;
import io.cartostream.runtime.start.TopicRequirements;
import io.cartostream.topology.stage.TopologyNames;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** What the asset graph's topology needs of its surroundings: topics, registered schemas, the format of the state. */
final class TopologyRequirements {

    /** Version of the format in which the engine writes its stores. */
    static final int STATE_FORMAT = 3;

    /** Topics that only this application reads. Their processed records are purged. */
    static final List<TopicName> PURGED_TOPICS =
            List.of(TopicName.FACTS_BY_NODE, TopicName.RELATIONSHIPS_BY_TARGET, TopicName.LOOKUPS_BY_VALUE);

    static final TopicRequirements TOPICS = new TopicRequirements(
            List.of(
                    TopicName.INVENTORY_RAW,
                    TopicName.INVENTORY_RAW_DLQ,
                    TopicName.INVENTORY_LATEST,
                    TopicName.SCOPE_STATUS,
                    TopicName.GRAPH_CHANGES,
                    TopicName.GRAPH_CHANGES_DLQ,
                    TopicName.FACTS_BY_NODE,
                    TopicName.RELATIONSHIPS_BY_TARGET,
                    TopicName.LOOKUPS_BY_VALUE,
                    TopicName.MODEL_EPOCH),
            List.of(List.of(TopicName.FACTS_BY_NODE, TopicName.RELATIONSHIPS_BY_TARGET)),
            Map.of(
                    TopologyNames.SCOPE_STORE.text(), TopicName.INVENTORY_RAW,
                    TopologyNames.ENTITY_STORE.text(), TopicName.FACTS_BY_NODE,
                    TopologyNames.CARRIER_STORE.text(), TopicName.LOOKUPS_BY_VALUE));

    private TopologyRequirements() {}

    /** Returns one record of each topic that the topology writes in Avro, for the registry check. */
    static Map<TopicName, SpecificRecord> writtenSamples() {
        Map<TopicName, SpecificRecord> samples = new LinkedHashMap<>();
        samples.put(
                TopicName.GRAPH_CHANGES,
                GraphChange.newBuilder()
                        .setOperation(Operation.NODE_DELETE)
                        .setEffectiveTime(Instant.EPOCH)
                        .build());
        samples.put(TopicName.INVENTORY_LATEST, new InventoryItem("p", "a", "r", "t", "id", "{}", null, Instant.EPOCH));
        samples.put(
                TopicName.SCOPE_STATUS,
                ScopeStatus.newBuilder()
                        .setProvider("p")
                        .setAccount("a")
                        .setRegion("r")
                        .setResourceType("t")
                        .setState(ScopeState.UNKNOWN)
                        .setUpdatedAt(Instant.EPOCH)
                        .build());
        return samples;
    }
}
