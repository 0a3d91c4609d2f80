package io.cartostream.cli.graph;

/**
 * An entity whose state in the graph differs from its state in the topic.
 *
 * @param kind how the states differ
 * @param key the entity's key
 * @param group the group that counts it
 * @param partition of the newest record; -1 if the topic has none
 * @param offset of the newest record; -1 if the topic has none
 * @param record the state of the newest record; {@link EntitySnapshot.State#FORGOTTEN} if the topic has none
 * @param expected the hash that the graph should have; 0 if the entity should be absent
 * @param topic its contribution to the topic hash of the group
 * @param graph its contribution to the graph hash of the group
 */
record EntityDifference(
        Kind kind,
        String key,
        ComparisonGroup group,
        int partition,
        long offset,
        EntitySnapshot.State record,
        long expected,
        long topic,
        long graph) {

    enum Kind {
        /** The topic has it; the graph does not. */
        MISSING("in the topic, not in the graph"),
        /** Labels or properties differ. */
        DIFFERENT("labels or properties differ"),
        /** The graph has it; the topic deleted it or never had it. */
        SURPLUS("in the graph, not in the topic"),
        /** The graph has the relationship several times, because another writer created it. */
        DUPLICATE("several in the graph where the topic has one"),
        /** The graph has the bare end of a relationship that no longer exists. */
        LEFTOVER("the bare end of no relationship"),
        /** The newest record cannot be written; the graph has an older state, or none. */
        UNWRITABLE("the newest record cannot be written: see the dead letters");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        String meaning() {
            return meaning;
        }
    }

    /** True if the sink corrects the graph when the record is sent again. */
    boolean repairable() {
        return kind != Kind.DUPLICATE && kind != Kind.UNWRITABLE;
    }

    /** True if a repair removes something from the graph. */
    boolean removes() {
        return kind == Kind.SURPLUS || kind == Kind.LEFTOVER;
    }
}
