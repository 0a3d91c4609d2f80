package io.cartostream.topology.modelchange;

import java.util.Map;
import java.util.Set;

/**
 * How far all partitions have come under the models of a generation, as model-epoch tells.
 *
 * @param grown how many partitions of the stage by scope have asserted everything that the models yield
 * @param atRest the partitions of the other stages that have no long work left, by the keys of {@link BacklogRecords}
 * @param rested where each of these partitions last said so, also if it has some again: offsets of model-epoch
 * @param positions up to where model-epoch was read, by its partitions
 */
public record ModelChangeProgress(
        int grown, Set<String> atRest, Map<String, Long> rested, Map<Integer, Long> positions) {

    /** A copy of what is given. */
    public ModelChangeProgress {
        atRest = Set.copyOf(atRest);
        rested = Map.copyOf(rested);
        positions = Map.copyOf(positions);
    }

    /** Whether a partition has no long work left, or has had none at some time after an earlier look. */
    public boolean restedSince(String partition, ModelChangeProgress earlier) {
        return atRest.contains(partition)
                || rested.getOrDefault(partition, -1L) > earlier.rested.getOrDefault(partition, -1L);
    }
}
