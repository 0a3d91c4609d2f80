package io.cartostream.topology.modelchange;

/** Where partitions wait for each other when facts are derived anew. */
@FunctionalInterface
public interface ModelChangeBarrier {

    /**
     * Whether all partitions of the stage by scope have asserted what the models of a generation yield, and their messages
     * have arrived.
     */
    boolean passed(long generation);
}
