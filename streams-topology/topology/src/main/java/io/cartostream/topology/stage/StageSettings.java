package io.cartostream.topology.stage;

import io.cartostream.engine.EngineConfig;
import io.cartostream.models.fact.FactSource;
import java.time.Duration;

/**
 * What all processors share.
 *
 * @param models the models in force
 * @param engine the engine's settings
 * @param sliceInterval how often long work is continued while no records arrive
 * @param meters the process's counters
 * @param pace when a commit is asked for
 */
public record StageSettings(
        FactSource models, EngineConfig engine, Duration sliceInterval, Meters meters, CommitPace pace) {}
