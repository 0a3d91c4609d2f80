package io.cartostream.topology.modelchange;

/** Where partitions wait for each other while facts are derived again. */
@FunctionalInterface
public interface ModelChangeBarrier {

    /**
     * True if all partitions of the scope stage have asserted what the models of a generation yield, and all their messages
     * have been processed.
     */
    boolean passed(long generation);
}
