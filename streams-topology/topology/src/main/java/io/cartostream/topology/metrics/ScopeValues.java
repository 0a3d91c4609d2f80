package io.cartostream.topology.metrics;

import io.cartostream.engine.event.ReadCoverage;
import io.cartostream.engine.scope.ScopeStatus;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The current values of one scope's metrics. Written by one thread, read by others. */
final class ScopeValues {

    private static final long MILLIS_PER_SECOND = 1000;
    private static final String ACCESS_DENIED = "ACCESS_DENIED";

    private final InstantSource clock;
    private final LongAdder changed = new LongAdder();
    private final LongAdder retracted = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private volatile ScopeStatus status;

    ScopeValues(ScopeStatus status, InstantSource clock) {
        this.status = status;
        this.clock = clock;
    }

    void update(ScopeStatus now) {
        status = now;
    }

    boolean fresh() {
        return status.fullyRead();
    }

    void count(ScopeGauge gauge) {
        switch (gauge) {
            case CHANGED -> changed.increment();
            case RETRACTED -> retracted.increment();
            case DEAD_LETTERS -> deadLetters.increment();
            default -> throw new IllegalArgumentException(gauge + " is not counted");
        }
    }

    long value(ScopeGauge gauge) {
        ScopeStatus now = status;
        return switch (gauge) {
            case RESOURCES -> now.resources();
            case AGE -> age(now.lastCompletedStart());
            case STALE -> now.state() == ScopeStatus.State.STALE ? 1 : 0;
            case PARTLY_READ -> now.state() == ScopeStatus.State.FRESH && !now.fullyRead() ? 1 : 0;
            case UNREADABLE -> now.coverage().unreadable();
            case UNREADABLE_DENIED -> denied(now.coverage());
            case HELD -> now.state() == ScopeStatus.State.HELD ? 1 : 0;
            case HELD_RETRACTIONS -> now.heldRetractions();
            case RETIRED -> now.state() == ScopeStatus.State.RETIRED ? 1 : 0;
            case CHANGED -> changed.sum();
            case RETRACTED -> retracted.sum();
            case DEAD_LETTERS -> deadLetters.sum();
        };
    }

    private static long denied(ReadCoverage coverage) {
        return coverage.causes().stream()
                .filter(cause -> cause.reason().equals(ACCESS_DENIED))
                .mapToLong(ReadCoverage.Cause::count)
                .sum();
    }

    private long age(@Nullable Long completedStart) {
        return completedStart == null ? -1 : Math.max(0, clock.millis() - completedStart) / MILLIS_PER_SECOND;
    }
}
