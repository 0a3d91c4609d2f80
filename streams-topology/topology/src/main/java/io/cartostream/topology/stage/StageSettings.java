package io.cartostream.topology.stage;

import io.cartostream.engine.EngineConfig;
import io.cartostream.models.fact.FactSource;
import io.cartostream.topology.metrics.ScopeMeters;
import io.cartostream.topology.metrics.TopologyMeters;
import io.cartostream.topology.modelchange.ModelChangeBarrier;
import io.cartostream.topology.modelchange.ModelsInForce;
import io.cartostream.topology.modelchange.PayloadFeed;
import java.time.Duration;

/**
 * What all processors share.
 *
 * @param models the models in force
 * @param inForce since when they are
 * @param engine the engine's settings
 * @param sliceInterval how often long work is continued while no records arrive
 * @param scopePartitions how many partitions the stage by scope has; 0: one, whatever the keys say
 * @param payloads where the current payloads are read when the models changed
 * @param barrier where partitions wait for each other then
 * @param meters the process's counters
 * @param scopeMeters how this process's scopes stand
 * @param pace when a commit is asked for
 */
public record StageSettings(
        FactSource models,
        ModelsInForce inForce,
        EngineConfig engine,
        Duration sliceInterval,
        int scopePartitions,
        PayloadFeed.Source payloads,
        ModelChangeBarrier barrier,
        TopologyMeters meters,
        ScopeMeters scopeMeters,
        CommitPace pace) {}
