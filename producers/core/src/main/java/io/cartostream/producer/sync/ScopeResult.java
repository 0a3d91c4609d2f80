package io.cartostream.producer.sync;

import io.cartostream.contract.Scope;
import io.cartostream.producer.ReadFailure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sync of one scope ended.
 *
 * @param scope the scope
 * @param syncId the sync; empty if it was never started
 * @param state how it ended
 * @param items resources seen, those that were only confirmed included
 * @param unreadable resources of these whose detail could not be read or was too large
 * @param unreadableKinds why they were unreadable, by kind of failure
 * @param failure why, unless it completed; of a completed one, the last failure of a detail, if any
 * @param elapsed how long it took
 */
public record ScopeResult(
        Scope scope,
        String syncId,
        State state,
        long items,
        long unreadable,
        List<FailureCount> unreadableKinds,
        @Nullable ReadFailure failure,
        Duration elapsed) {

    /** Copies its list. */
    public ScopeResult {
        unreadableKinds = List.copyOf(unreadableKinds);
    }

    /** A scope of which nothing was read. */
    static ScopeResult ofNone(Scope scope, State state, ReadFailure failure) {
        return new ScopeResult(scope, "", state, 0, 0, List.of(), failure, Duration.ZERO);
    }

    /** Whether it completed although it could not read some of the resources that it saw. */
    public boolean partlyRead() {
        return state == State.COMPLETED && unreadable > 0;
    }

    /** How a sync ends. */
    public enum State {
        /** Everything was listed and is durable in Kafka. */
        COMPLETED,
        /** What the filter selects was listed; nothing is retracted. */
        PARTIAL,
        /** It could not be read, or not be sent; nothing is retracted. */
        FAILED,
        /** It is not for this account to read: no sync was started, nothing is retracted. */
        SKIPPED,
        /** It was stopped, or never started because the run was stopped; nothing is retracted. */
        CANCELLED
    }

    /** Whether it ended as it should. */
    public boolean succeeded() {
        return state == State.COMPLETED || state == State.PARTIAL || state == State.SKIPPED;
    }
}
