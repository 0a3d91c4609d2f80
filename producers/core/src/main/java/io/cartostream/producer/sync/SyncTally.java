package io.cartostream.producer.sync;

import io.cartostream.contract.Scope;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.sync.ScopeResult.State;
import io.cartostream.producer.sync.SyncReport.SourceProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how scopes ended. Holds counters and a few scopes of each kind of failure: an organization has hundreds of thousands
 * of scopes. Safe for use by many threads.
 */
public final class SyncTally {

    /** How many scopes of each group are named. */
    static final int NAMED = 3;

    private final Map<State, Long> scopes = new EnumMap<>(State.class);
    private final Map<Key, Group> failed = new LinkedHashMap<>();
    private final Map<Key, Group> skipped = new LinkedHashMap<>();
    private final Map<Key, Group> unreadableKinds = new LinkedHashMap<>();
    private final List<SourceProblem> sources = new ArrayList<>();
    private final Map<String, Long> unknownOperations = new TreeMap<>();
    private long items;
    private long unreadable;
    private long partlyRead;

    private record Key(State state, String resourceType, FailureKind kind) {}

    private static final class Group {
        private final @Nullable ReadFailure first;
        private final List<Scope> named = new ArrayList<>(1);
        private final List<String> examples = new ArrayList<>(0);
        private long count;

        Group(@Nullable ReadFailure first) {
            this.first = first;
        }

        void add(Scope scope, long more, List<String> ids) {
            count += more;
            ids.stream().limit(FailureCount.EXAMPLES - examples.size()).forEach(examples::add);
            if (named.size() < NAMED) {
                named.add(scope);
            }
        }
    }

    /** Adds the result of a scope. */
    public synchronized void add(ScopeResult result) {
        scopes.merge(result.state(), 1L, Long::sum);
        items += result.items();
        unreadable += result.unreadable();
        if (!result.succeeded()) {
            add(failed, result, result.failure(), 1, List.of());
        } else if (result.state() == State.SKIPPED) {
            add(skipped, result, result.failure(), 1, List.of());
        }
        partlyRead += result.partlyRead() ? 1 : 0;
        result.unreadableKinds()
                .forEach(kind -> add(unreadableKinds, result, kind.first(), kind.count(), kind.examples()));
    }

    private static void add(
            Map<Key, Group> groups,
            ScopeResult result,
            @Nullable ReadFailure failure,
            long count,
            List<String> examples) {
        Scope scope = result.scope();
        groups.computeIfAbsent(
                        new Key(result.state(), scope.resourceType(), FailureKind.of(failure)),
                        key -> new Group(failure))
                .add(scope, count, examples);
    }

    synchronized void sourceFailed(String source, ReadFailure failure) {
        sources.add(new SourceProblem(source, failure));
    }

    synchronized void unknownOperations(Map<String, Long> answers) {
        answers.forEach((name, count) -> unknownOperations.merge(name, count, Long::sum));
    }

    /** The totals up to now. */
    public synchronized SyncReport report(@Nullable String publishProblem, Instant startedAt, Duration elapsed) {
        return new SyncReport(
                scopes,
                items,
                unreadable,
                partlyRead,
                groups(failed),
                groups(skipped),
                groups(unreadableKinds),
                sources,
                unknownOperations,
                publishProblem,
                startedAt,
                elapsed);
    }

    private static List<FailureGroup> groups(Map<Key, Group> groups) {
        List<FailureGroup> list = new ArrayList<>(groups.size());
        groups.forEach((key, group) -> list.add(new FailureGroup(
                key.state(), key.resourceType(), group.first, group.count, group.named, group.examples)));
        return list;
    }
}
