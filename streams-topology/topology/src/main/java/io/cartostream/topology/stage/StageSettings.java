package io.cartostream.topology.stage;

import io.cartostream.engine.EngineConfig;
import io.cartostream.models.fact.FactSource;
import io.cartostream.topology.metrics.ScopeMeters;
import io.cartostream.topology.metrics.TopologyMeters;
import io.cartostream.topology.modelchange.ModelChangeBarrier;
import io.cartostream.topology.modelchange.ModelsInForce;
import io.cartostream.topology.modelchange.PayloadFeed;
import io.cartostream.topology.modelchange.RederivationSettings;
import java.time.Duration;

/**
 * What all processors of the process share.
 *
 * @param models the models in force
 * @param inForce generation and start time of these models
 * @param engine the engine's settings
 * @param sliceInterval how often long work continues while no records arrive
 * @param scopePartitions number of partitions of the scope stage; 0 means one partition, whatever the keys are
 * @param payloads opens the current payloads after a change of models
 * @param barrier where partitions wait for each other after a change of models
 * @param meters the counters of the process
 * @param scopeMeters the metrics of each scope
 * @param pace decides when a commit is requested
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
        CommitPace pace) {

    /** Returns the part that a change of models needs. */
    RederivationSettings rederivation() {
        return new RederivationSettings(inForce, payloads, barrier, meters, engine.inlineBudget(), scopePartitions);
    }
}
