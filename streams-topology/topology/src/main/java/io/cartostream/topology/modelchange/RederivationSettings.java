package io.cartostream.topology.modelchange;

import io.cartostream.topology.metrics.TopologyMeters;

/**
 * What all partitions share when facts are derived again after a change of models.
 *
 * @param inForce the models of this instance
 * @param payloads opens the current payloads
 * @param barrier where partitions wait for each other
 * @param meters the counters of the process
 * @param budget the most steps of one slice
 * @param scopePartitions number of partitions of the scope stage; 0 means one partition, whatever the keys are
 */
public record RederivationSettings(
        ModelsInForce inForce,
        PayloadFeed.Source payloads,
        ModelChangeBarrier barrier,
        TopologyMeters meters,
        int budget,
        int scopePartitions) {}
