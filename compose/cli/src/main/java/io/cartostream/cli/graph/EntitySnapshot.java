package io.cartostream.cli.graph;

/**
 * The state of one entity on one side of a comparison.
 *
 * @param key the entity's key
 * @param partition the record's partition; -1 in the graph
 * @param offset the record's offset; -1 in the graph
 * @param hash of labels and properties; 0 unless present
 * @param account {@code provider/account} of the record; empty in the graph, which does not store it
 */
record EntitySnapshot(Side side, String key, int partition, long offset, State state, long hash, String account) {

    enum Side {
        TOPIC,
        GRAPH
    }

    enum State {
        /** The entity exists, with this hash. */
        PRESENT,
        /** Topic: deleted by a record. */
        DELETED,
        /** Topic: deleted by a tombstone. */
        FORGOTTEN,
        /** Topic: the sink cannot write this record. */
        UNWRITABLE,
        /** Graph: a node without public labels that is not the end of a relationship. */
        LEFTOVER
    }

    boolean present() {
        return state == State.PRESENT;
    }
}
