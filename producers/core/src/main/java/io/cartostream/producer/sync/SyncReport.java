package io.cartostream.producer.sync;

import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.sync.ScopeResult.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended. Each scope's own result went to the {@link SyncListener}; here they are added up, so that a report is as
 * small for an organization as for an account.
 *
 * @param scopes how many scopes ended in which state
 * @param items resources seen in all scopes
 * @param unreadable resources of these whose detail could not be read
 * @param partlyRead scopes that completed with unreadable resources
 * @param failed scopes that did not end as they should, by type and kind of failure
 * @param skipped scopes that are not for their account to read, likewise
 * @param unreadableKinds why details could not be read, likewise; counts resources
 * @param sources sources whose scopes could not be listed (no credentials, account unreachable …)
 * @param unknownOperations recorded operations without a catalogue entry and how many answers each had
 * @param publishProblem why nothing more could be sent, if so
 * @param startedAt when the run started
 * @param elapsed how long it took
 */
public record SyncReport(
        Map<State, Long> scopes,
        long items,
        long unreadable,
        long partlyRead,
        List<FailureGroup> failed,
        List<FailureGroup> skipped,
        List<FailureGroup> unreadableKinds,
        List<SourceProblem> sources,
        Map<String, Long> unknownOperations,
        @Nullable String publishProblem,
        Instant startedAt,
        Duration elapsed) {

    /**
     * A source whose scopes could not be listed.
     *
     * @param source its description
     * @param failure why
     */
    public record SourceProblem(String source, ReadFailure failure) {}

    /** Copies its parts. */
    public SyncReport {
        scopes = Map.copyOf(scopes);
        failed = List.copyOf(failed);
        skipped = List.copyOf(skipped);
        unreadableKinds = List.copyOf(unreadableKinds);
        sources = List.copyOf(sources);
        unknownOperations = Collections.unmodifiableMap(new TreeMap<>(unknownOperations));
    }

    /** Whether every source was listed and every scope ended as it should. */
    public boolean succeeded() {
        return publishProblem == null && sources.isEmpty() && failed.isEmpty();
    }

    /** Whether the run succeeded and every resource that it saw could be read. */
    public boolean fullyRead() {
        return succeeded() && partlyRead == 0;
    }

    /** How many scopes ended, in whatever way. */
    public long scopeCount() {
        return scopes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many of them did not end as they should. */
    public long failedCount() {
        return failed.stream().mapToLong(FailureGroup::count).sum();
    }

    /** How many of them are not for their account to read. */
    public long skippedCount() {
        return scopes.getOrDefault(State.SKIPPED, 0L);
    }

    /** How many of them were listed. */
    public long completedCount() {
        return scopeCount() - failedCount() - skippedCount();
    }
}
