package io.cartostream.topology.stage;

/** Where partitions wait for each other when facts are derived anew. */
@FunctionalInterface
public interface Barrier {

    /**
     * Whether all partitions of the stage by scope have asserted what the models of a generation yield, and their messages
     * have arrived.
     */
    boolean passed(long generation);
}
