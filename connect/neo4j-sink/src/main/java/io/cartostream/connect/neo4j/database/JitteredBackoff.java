package io.cartostream.connect.neo4j.database;

import java.util.Random;

/** A few milliseconds of jitter: two writers in a deadlock must not meet again, and a second is an age to a waiting batch. */
public final class JitteredBackoff {
    private static final int MAX_DOUBLINGS = 4;

    private final int baseMillis;
    private final Random random;
    private final StoppableSleeper pause;

    public JitteredBackoff(int baseMillis, Random random, StoppableSleeper pause) {
        this.baseMillis = baseMillis;
        this.random = random;
        this.pause = pause;
    }

    /** Waits after the given attempt, from 1. Throws {@link UnreachableException} when the task stops meanwhile. */
    public void await(int attempt, Throwable cause) {
        int ceiling = baseMillis << Math.min(attempt - 1, MAX_DOUBLINGS);
        if (!pause.await(1L + ceiling / 2 + random.nextInt(ceiling))) {
            throw new UnreachableException("stopped while waiting to try again", cause);
        }
    }
}
