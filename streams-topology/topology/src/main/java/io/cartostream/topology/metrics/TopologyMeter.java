package io.cartostream.topology.metrics;

/** What the application counts, as attributes of one MBean. Counts are of this process since its start. */
public enum TopologyMeter {
    /** Raw records read. */
    RECORDS("Records", "records read from inventory-raw: the input of the stage by scope"),
    /** Dead letters. */
    DEAD_LETTERS(
            "DeadLetters",
            "raw records written to the dead-letter topic, and entities too large for one change (`ENTITY_TOO_LARGE`); see `cartostream dead-letters list`"),
    /** Changed payloads. */
    PAYLOADS_CHANGED("PayloadsChanged", "payloads that were new or changed, written to inventory-latest"),
    /** Retracted resources. */
    RESOURCES_RETRACTED("ResourcesRetracted", "resources retracted: removed, or missed by a complete sync"),
    /** Retractions that the brake held. */
    RETRACTIONS_HELD("RetractionsHeld", "retractions that the brake held back"),
    /** Fact messages. */
    FACTS("Facts", "messages from the stage by scope to that by node: what changed in the facts about one entity"),
    /** Relationship messages. */
    RELATIONSHIPS("Relationships", "messages within the stage by node: relationships on the way to their end node"),
    /** Lookup messages. */
    LOOKUPS(
            "Lookups",
            "messages to the stage by lookup value: relationships that look for a value, nodes that carry it"),
    /** Lookup answers. */
    ANSWERS("Answers", "messages from the stage by lookup value to that by node: relationships that were found"),
    /** Node upserts. */
    NODE_UPSERTS("NodeUpserts", "changes written to graph-changes: nodes that are new or changed"),
    /** Node deletions. */
    NODE_DELETES("NodeDeletes", "changes written to graph-changes: nodes that went"),
    /** Relationship upserts. */
    RELATIONSHIP_UPSERTS(
            "RelationshipUpserts", "changes written to graph-changes: relationships that are new or changed"),
    /** Relationship deletions. */
    RELATIONSHIP_DELETES("RelationshipDeletes", "changes written to graph-changes: relationships that went"),
    /** Tombstones. */
    FORGOTTEN(
            "Forgotten",
            "deleted entities that were forgotten after the retention: tombstones written to graph-changes"),
    /** Slices. */
    SLICES("Slices", "slices of long work (a large retraction, a hub's relationships) that were done"),
    /** Resources derived anew. */
    REDERIVED("Rederived", "payloads read again from inventory-latest after a change of the models"),
    /** Partitions in which facts are derived anew. */
    PARTITIONS_REDERIVING(
            "PartitionsRederiving",
            "partitions in which facts are still being derived anew after a change of the models"),
    /** Partitions with work left. */
    PARTITIONS_WITH_WORK(
            "PartitionsWithWork",
            "stage partitions that have long work left; for long above 0 means a hub or a large retraction is being worked on");

    private final String attribute;
    private final String description;

    TopologyMeter(String attribute, String description) {
        this.attribute = attribute;
        this.description = description;
    }

    /** The attribute's name. */
    public String attribute() {
        return attribute;
    }

    /** What it counts. */
    public String description() {
        return description;
    }
}
