package io.cartostream.connect.neo4j.database;

import java.util.Random;

/** Waits a few milliseconds with jitter, so that two writers in a deadlock do not collide again. Longer waits would cost throughput. */
public final class JitteredBackoff {
    private static final int MAX_DOUBLINGS = 4;

    private final int baseMillis;
    private final Random random;
    private final StoppableSleeper sleeper;

    public JitteredBackoff(int baseMillis, Random random, StoppableSleeper sleeper) {
        this.baseMillis = baseMillis;
        this.random = random;
        this.sleeper = sleeper;
    }

    /** Waits after the given attempt, counted from 1. Throws {@link UnreachableException} if the task stops in the meantime. */
    public void await(int attempt, Throwable cause) {
        int ceiling = baseMillis << Math.min(attempt - 1, MAX_DOUBLINGS);
        if (!sleeper.await(1L + ceiling / 2 + random.nextInt(ceiling))) {
            throw new UnreachableException("stopped while waiting to try again", cause);
        }
    }
}
