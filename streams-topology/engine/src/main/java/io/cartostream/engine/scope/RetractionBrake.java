package io.cartostream.engine.scope;

import io.cartostream.engine.EngineConfig;

/** The brake: decides whether a retraction is so large that it is held, and which second sync confirms it. */
final class RetractionBrake {
    private final EngineConfig config;

    RetractionBrake(EngineConfig config) {
        this.config = config;
    }

    /** Returns whether the retraction of {@code retracted} of a scope's {@code resources} is held. */
    boolean holds(long retracted, long resources) {
        boolean large = retracted >= config.brakeMinimum() && retracted > config.brakeFraction() * resources;
        boolean whole = retracted == resources && resources >= config.brakeWholeScope();
        return large || whole;
    }

    /** Returns whether a complete sync that misses the resources, too, started late enough to confirm a held retraction. */
    boolean confirms(HeldRetraction held, OpenSync second) {
        return second.startedAt >= held.heldAt + config.brakeHold().toMillis();
    }
}
