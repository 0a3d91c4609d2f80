package io.cartostream.topology.modelchange;

import java.util.Map;
import java.util.Set;

/**
 * The progress of all partitions under the models of a generation, as read from model-epoch.
 *
 * @param grown number of partitions of the scope stage that have asserted everything that the models yield
 * @param atRest the partitions of the other stages without long work, by the keys of {@link BacklogRecords}
 * @param rested offset in model-epoch of each partition's last report of rest, even if the partition has work again
 * @param positions next offset to read of each partition of model-epoch
 */
public record ModelChangeProgress(
        int grown, Set<String> atRest, Map<String, Long> rested, Map<Integer, Long> positions) {

    public ModelChangeProgress {
        atRest = Set.copyOf(atRest);
        rested = Map.copyOf(rested);
        positions = Map.copyOf(positions);
    }

    /** True if a partition has no long work, or had none at some time after an earlier look. */
    public boolean restedSince(String partition, ModelChangeProgress earlier) {
        return atRest.contains(partition)
                || rested.getOrDefault(partition, -1L) > earlier.rested.getOrDefault(partition, -1L);
    }
}
