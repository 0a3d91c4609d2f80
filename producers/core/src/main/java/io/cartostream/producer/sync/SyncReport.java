package io.cartostream.producer.sync;

import io.cartostream.producer.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param scopes one result per scope, in the order in which they ended
 * @param sources sources whose scopes could not be listed (no credentials, account unreachable …)
 * @param unknownOperations recorded operations without a catalogue entry and how many answers each had
 * @param publishProblem why nothing more could be sent, if so
 * @param startedAt when the run started
 * @param elapsed how long it took
 */
public record SyncReport(
        List<ScopeResult> scopes,
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
    public record SourceProblem(String source, Failure failure) {}

    /** Copies its parts. */
    public SyncReport {
        scopes = List.copyOf(scopes);
        sources = List.copyOf(sources);
        unknownOperations = java.util.Collections.unmodifiableMap(new TreeMap<>(unknownOperations));
    }

    /** Whether every source was listed and every scope ended as it should. */
    public boolean succeeded() {
        return publishProblem == null && sources.isEmpty() && scopes.stream().allMatch(ScopeResult::succeeded);
    }

    /** The scopes that did not end as they should. */
    public List<ScopeResult> failed() {
        return scopes.stream().filter(scope -> !scope.succeeded()).toList();
    }

    /** The scopes that are not for their account to read. */
    public List<ScopeResult> skipped() {
        return scopes.stream()
                .filter(scope -> scope.state() == ScopeResult.State.SKIPPED)
                .toList();
    }

    /** Resources seen in all scopes. */
    public long items() {
        return scopes.stream().mapToLong(ScopeResult::items).sum();
    }

    /** Resources seen whose detail could not be read. */
    public long unreadable() {
        return scopes.stream().mapToLong(ScopeResult::unreadable).sum();
    }
}
