package io.cartostream.topology.epoch;

import java.util.Map;

/**
 * How far all partitions have come under the models of a generation, as model-epoch tells.
 *
 * @param grown how many partitions of the stage by scope have asserted everything that the models yield
 * @param atRest the partitions of the other stages that have no long work left, each with the offset of the record that says so
 * @param positions up to where model-epoch was read, by its partitions
 */
public record Progress(int grown, Map<String, Long> atRest, Map<Integer, Long> positions) {

    /** A copy of what is given. */
    public Progress {
        atRest = Map.copyOf(atRest);
        positions = Map.copyOf(positions);
    }
}
