package io.cartostream.connect.neo4j.change;

/** The kinds of change, in the order in which a batch writes them. */
public enum WritePhase {
    /** Merge a node; labels and properties become exactly the record's. */
    NODE_UPSERT,
    /** Merge both ends and the relationship; its properties become exactly the record's. */
    RELATIONSHIP_UPSERT,
    /** Delete the relationship; its ends may then be superfluous. */
    RELATIONSHIP_DELETE,
    /** Strip the node to a bare end, which may be superfluous. */
    NODE_DELETE
}
