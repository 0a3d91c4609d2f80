package io.cartostream.cli.graph;

/**
 * An entity of which the graph says something else than the topic.
 *
 * @param kind what is wrong
 * @param key the entity's key
 * @param group the group it is counted in
 * @param partition of the newest record; -1 if the topic has none
 * @param offset of the newest record; -1 if the topic has none
 * @param record what the newest record says; {@link EntitySnapshot.State#FORGOTTEN} if there is none
 * @param expected the hash that the graph should have; 0 if it should not be there
 * @param topic what it contributes to the group's hash of the topic
 * @param graph what it contributes to the group's hash of the graph
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
        /** The topic has it, the graph has not. */
        MISSING("in the topic, not in the graph"),
        /** Labels or properties differ. */
        DIFFERENT("labels or properties differ"),
        /** The graph has it, the topic deleted it or does not know it. */
        SURPLUS("in the graph, not in the topic"),
        /** A relationship that is there several times: somebody else wrote it. */
        DUPLICATE("several in the graph where the topic has one"),
        /** A bare end that no relationship needs. */
        LEFTOVER("a bare end that nothing needs"),
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

    /** Whether a record that goes through the sink again can mend it. */
    boolean repairable() {
        return kind != Kind.DUPLICATE && kind != Kind.UNWRITABLE;
    }

    /** Whether mending it takes something away from the graph. */
    boolean removes() {
        return kind == Kind.SURPLUS || kind == Kind.LEFTOVER;
    }
}
