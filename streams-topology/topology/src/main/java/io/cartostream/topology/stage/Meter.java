package io.cartostream.topology.stage;

/** What the application counts, as attributes of one MBean. Counts are of this process since its start. */
public enum Meter {
    /** Raw records read. */
    RECORDS("Records", "Raw records read"),
    /** Dead letters. */
    DEAD_LETTERS("DeadLetters", "Raw records written to the dead-letter topic"),
    /** Changed payloads. */
    PAYLOADS_CHANGED("PayloadsChanged", "Payloads written to inventory-latest"),
    /** Retracted resources. */
    RESOURCES_RETRACTED("ResourcesRetracted", "Resources retracted"),
    /** Retractions that the brake held. */
    RETRACTIONS_HELD("RetractionsHeld", "Retractions that the brake held back"),
    /** Fact messages. */
    FACTS("Facts", "Messages about facts sent to nodes"),
    /** Relationship messages. */
    RELATIONSHIPS("Relationships", "Messages about relationships sent to their end nodes"),
    /** Lookup messages. */
    LOOKUPS("Lookups", "Messages sent to lookup values"),
    /** Lookup answers. */
    ANSWERS("Answers", "Answers of lookups sent to nodes"),
    /** Node upserts. */
    NODE_UPSERTS("NodeUpserts", "Graph changes: node upserts"),
    /** Node deletions. */
    NODE_DELETES("NodeDeletes", "Graph changes: node deletions"),
    /** Relationship upserts. */
    RELATIONSHIP_UPSERTS("RelationshipUpserts", "Graph changes: relationship upserts"),
    /** Relationship deletions. */
    RELATIONSHIP_DELETES("RelationshipDeletes", "Graph changes: relationship deletions"),
    /** Tombstones. */
    FORGOTTEN("Forgotten", "Deleted entities whose tombstone was written"),
    /** Slices. */
    SLICES("Slices", "Slices of long work done"),
    /** Partitions with work left. */
    PARTITIONS_WITH_WORK("PartitionsWithWork", "Stage partitions that have long work left (a gauge)");

    private final String attribute;
    private final String description;

    Meter(String attribute, String description) {
        this.attribute = attribute;
        this.description = description;
    }

    String attribute() {
        return attribute;
    }

    String description() {
        return description;
    }
}
