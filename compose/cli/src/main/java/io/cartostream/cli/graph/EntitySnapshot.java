package io.cartostream.cli.graph;

/**
 * What one side says of one entity.
 *
 * @param side who says it
 * @param key the entity's key
 * @param partition the record's partition; -1 in the graph
 * @param offset the record's offset; -1 in the graph
 * @param state what it says
 * @param hash of labels and properties; 0 unless present
 * @param account {@code provider/account} of the record; empty in the graph, which does not know it
 */
record EntitySnapshot(Side side, String key, int partition, long offset, State state, long hash, String account) {

    enum Side {
        TOPIC,
        GRAPH
    }

    enum State {
        /** It is there, with this hash. */
        PRESENT,
        /** Topic: deleted, the record says why. */
        DELETED,
        /** Topic: a tombstone; nothing is known any more. */
        FORGOTTEN,
        /** Topic: the sink cannot write this record. */
        UNWRITABLE,
        /** Graph: a node without public labels that no relationship needs. */
        LEFTOVER
    }

    boolean present() {
        return state == State.PRESENT;
    }
}
