package io.cartostream.engine;

import java.time.Duration;

/**
 * The settings of the engine.
 *
 * @param brakeFraction 0 to 1: the brake holds a retraction of more than this fraction of a scope, unless the retraction is
 *     smaller than {@code brakeMinimum}
 * @param brakeMinimum smallest number of resources at which {@code brakeFraction} applies
 * @param brakeWholeScope smallest size of a scope whose complete retraction the brake holds
 * @param brakeHold minimum time between a hold and the start of a second complete sync that confirms it
 * @param tombstoneRetention how long a deleted entity is remembered before it is forgotten
 * @param inlineBudget how many steps of a fan-out one input may take at once; {@code continueWork} does the rest
 */
public record EngineConfig(
        double brakeFraction,
        int brakeMinimum,
        int brakeWholeScope,
        Duration brakeHold,
        Duration tombstoneRetention,
        int inlineBudget) {

    /** Raises {@link IllegalArgumentException} with the name of the first setting that is out of range. */
    public EngineConfig {
        require(brakeFraction >= 0 && brakeFraction <= 1, "the brake's fraction must be between 0 and 1");
        require(brakeMinimum >= 1, "the brake's minimum must be at least 1");
        require(brakeWholeScope >= 1, "the brake's whole-scope minimum must be at least 1");
        require(!brakeHold.isNegative(), "the brake's hold must not be negative");
        require(!tombstoneRetention.isNegative(), "the tombstones' retention must not be negative");
        require(inlineBudget >= 1, "the inline budget must be at least 1");
    }

    /** Defaults: more than 30 % and at least 20 resources, or a whole scope of 5; ten minutes; 30 days; 1,000 steps. */
    public static EngineConfig defaults() {
        return new EngineConfig(0.30, 20, 5, Duration.ofMinutes(10), Duration.ofDays(30), 1_000);
    }

    private static void require(boolean legal, String message) {
        if (!legal) {
            throw new IllegalArgumentException(message);
        }
    }
}
