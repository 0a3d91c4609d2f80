package io.cartostream.topology.metrics;

/** The counts of the application, attributes of one MBean. They cover this process since its start. */
public enum TopologyMeter implements MetricAttribute {
    RECORDS("Records", "records read from inventory-raw: the input of the scope stage"),
    DEAD_LETTERS(
            "DeadLetters",
            "raw records written to the dead-letter topic, and entities too large for one change (`ENTITY_TOO_LARGE`);"
                    + " see `cartostream dead-letters list`"),
    PAYLOADS_CHANGED("PayloadsChanged", "payloads that were new or changed, written to inventory-latest"),
    RESOURCES_RETRACTED("ResourcesRetracted", "resources retracted: removed, or missed by a complete sync"),
    RETRACTIONS_HELD("RetractionsHeld", "retractions that the brake held back"),
    FACTS("Facts", "messages from the scope stage to the node stage: changed facts about one entity"),
    RELATIONSHIPS("Relationships", "messages within the node stage: relationships on the way to their end node"),
    LOOKUPS("Lookups", "messages to the lookup stage: relationships that look for a value, and nodes that carry it"),
    ANSWERS("Answers", "messages from the lookup stage to the node stage: relationships that were found"),
    NODE_UPSERTS("NodeUpserts", "changes written to graph-changes: nodes that are new or changed"),
    NODE_DELETES("NodeDeletes", "changes written to graph-changes: nodes that were deleted"),
    RELATIONSHIP_UPSERTS(
            "RelationshipUpserts", "changes written to graph-changes: relationships that are new or changed"),
    RELATIONSHIP_DELETES("RelationshipDeletes", "changes written to graph-changes: relationships that were deleted"),
    FORGOTTEN(
            "Forgotten",
            "deleted entities that were forgotten after the retention: tombstones written to graph-changes"),
    SLICES("Slices", "finished slices of long work (a large retraction, a hub's relationships)"),
    REDERIVED("Rederived", "payloads read again from inventory-latest after a change of the models"),
    PARTITIONS_REDERIVING(
            "PartitionsRederiving",
            "partitions in which facts are still being derived again after a change of the models"),
    PARTITIONS_WITH_WORK(
            "PartitionsWithWork",
            "partitions that have long work left; if it stays above 0, a hub or a large retraction is in progress");

    private final String attribute;
    private final String description;

    TopologyMeter(String attribute, String description) {
        this.attribute = attribute;
        this.description = description;
    }

    @Override
    public String attribute() {
        return attribute;
    }

    @Override
    public String description() {
        return description;
    }
}
