package io.cartostream.engine;

import java.time.Duration;

/**
 * What can be set in the engine.
 *
 * @param brakeFraction the brake holds a retraction of more than this fraction of a scope (0 to 1) …
 * @param brakeMinimum … if it is at least so many resources
 * @param brakeWholeScope the brake holds the retraction of a whole scope of at least so many resources
 * @param brakeHold how much later than the hold a second complete sync must start to confirm it
 * @param tombstoneRetention how long a deleted entity is remembered before it is forgotten
 * @param inlineBudget how many steps of a fan-out one input may take at once; the rest is left to {@code continueWork}
 */
public record EngineConfig(
        double brakeFraction,
        int brakeMinimum,
        int brakeWholeScope,
        Duration brakeHold,
        Duration tombstoneRetention,
        int inlineBudget) {

    /** Refuses what makes no sense with an {@link IllegalArgumentException} that names the setting. */
    public EngineConfig {
        require(brakeFraction >= 0 && brakeFraction <= 1, "the brake's fraction must be between 0 and 1");
        require(brakeMinimum >= 1, "the brake's minimum must be at least 1");
        require(brakeWholeScope >= 1, "the brake's whole-scope minimum must be at least 1");
        require(!brakeHold.isNegative(), "the brake's hold must not be negative");
        require(!tombstoneRetention.isNegative(), "the tombstones' retention must not be negative");
        require(inlineBudget >= 1, "the inline budget must be at least 1");
    }

    /** The design's figures: more than 30 % and at least 20, or a whole scope of 5; ten minutes; 30 days; 1,000 steps. */
    public static EngineConfig defaults() {
        return new EngineConfig(0.30, 20, 5, Duration.ofMinutes(10), Duration.ofDays(30), 1_000);
    }

    /** Whether the brake holds back a retraction of so many of a scope's resources. */
    public boolean brakes(long retracted, long resources) {
        boolean large = retracted >= brakeMinimum && retracted > brakeFraction * resources;
        boolean whole = retracted == resources && resources >= brakeWholeScope;
        return large || whole;
    }

    private static void require(boolean legal, String message) {
        if (!legal) {
            throw new IllegalArgumentException(message);
        }
    }
}
