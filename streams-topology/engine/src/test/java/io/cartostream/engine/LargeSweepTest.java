package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.scope.Rejection;
import io.cartostream.engine.scope.ScopeOutput;
import io.cartostream.engine.scope.ScopeStage;
import io.cartostream.engine.scope.ScopeStatus;
import io.cartostream.engine.scope.ScopeStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retractions from scopes that take many slices to read, and of which nearly everything is kept. */
final class LargeSweepTest {
    /** Nearly three times what a sweep reads at once. */
    private static final int RESOURCES = 1_500;

    private static final int SLICE_BUDGET = 7;
    /** More than the entries of both scopes; a sweep that begins again and again takes more. */
    private static final int MOST_SLICES = 2 * RESOURCES;

    private static final Scope ELSEWHERE = new Scope("aws", "a1", "us", "t.host");
    /** One at each end of the keys, and one in the middle. */
    private static final Set<String> GONE = Set.of("h0000", "h0777", "h1499");

    private final Map<String, MemoryStore> stores = new TreeMap<>();
    private final EventScript events = new EventScript(EventScript.HOSTS);
    private final EventScript others = new EventScript(ELSEWHERE);
    private final SortedMap<String, ScopeStatus> statuses = new TreeMap<>();
    private final List<String> removed = new ArrayList<>();
    private final Map<String, String> payloads = new TreeMap<>();
    private ScopeStage stage = stage(1_000);

    @BeforeEach
    void listEverything() {
        for (EventScript script : List.of(events, others)) {
            EventScript.Sync first = script.sync("s1", 0);
            names().forEach(name -> first.sees(0, name, "name=n"));
            first.completes(1);
            EventScript.Sync second = script.sync("s2", 10);
            names().filter(name -> !GONE.contains(name)).forEach(name -> second.confirms(10, name));
            second.completes(11);
        }
    }

    @Test
    void shouldRetractWhateverIsMissingWhenOneCallReadsTheScope() {
        process(events);
        assertThat(removed).containsExactlyInAnyOrderElementsOf(keys(EventScript.HOSTS));
        assertSwept(EventScript.HOSTS);
    }

    @Test
    void shouldRetractWhateverIsMissingWhenEverySliceIsACallOfItsOwn() {
        stage = stage(SLICE_BUDGET);
        process(events);
        continueWork();
        assertThat(removed).containsExactlyInAnyOrderElementsOf(keys(EventScript.HOSTS));
        assertSwept(EventScript.HOSTS);
    }

    @Test
    void shouldFinishBothSweepsWhenTwoScopesTakeTurns() {
        stage = stage(SLICE_BUDGET);
        process(events);
        process(others);
        assertThat(status(ELSEWHERE).lastRetracted()).as("still to do").isZero();
        continueWork();
        assertThat(removed)
                .hasSize(2 * GONE.size())
                .containsAll(keys(EventScript.HOSTS))
                .containsAll(keys(ELSEWHERE));
        assertSwept(EventScript.HOSTS);
        assertSwept(ELSEWHERE);
    }

    @Test
    void shouldCountWhatWasRetractedBeforeACrash() {
        stage = stage(SLICE_BUDGET);
        process(events);
        int slices = 0;
        do {
            stores.values().forEach(MemoryStore::commit);
            stage.continueWork(SLICE_BUDGET);
            stores.values().forEach(MemoryStore::rollBack);
            stage = stage(SLICE_BUDGET);
            assertThat(++slices).as("slices").isLessThan(MOST_SLICES);
        } while (stage.continueWork(SLICE_BUDGET));
        assertSwept(EventScript.HOSTS);
    }

    @Test
    void shouldApplyTheEventsThatWaitedForASweepInTheirOrder() {
        stage = stage(SLICE_BUDGET);
        process(events);
        events.removes(12, "h0001").sees(13, "h0001", "name=again").removes(14, "h0002");
        process(events);
        assertThat(removed).as("before the sweep is done").doesNotContain(key(EventScript.HOSTS, "h0001"));
        continueWork();
        assertThat(removed)
                .contains(key(EventScript.HOSTS, "h0001"), key(EventScript.HOSTS, "h0002"))
                .hasSize(GONE.size() + 2);
        assertThat(payloads).containsEntry(key(EventScript.HOSTS, "h0001"), "name=again");
        assertThat(store("scope-work").entries()).isEmpty();
    }

    private void assertSwept(Scope scope) {
        ScopeStatus status = status(scope);
        assertThat(status.state()).isEqualTo(ScopeStatus.State.FRESH);
        assertThat(status.resources()).isEqualTo(RESOURCES - GONE.size());
        assertThat(status.lastRetracted()).isEqualTo(GONE.size());
    }

    private ScopeStatus status(Scope scope) {
        return Objects.requireNonNull(statuses.get(scope.key()));
    }

    private static Stream<String> names() {
        return IntStream.range(0, RESOURCES).mapToObj(i -> String.format(Locale.ROOT, "h%04d", i));
    }

    private static List<String> keys(Scope scope) {
        return GONE.stream().map(name -> key(scope, name)).toList();
    }

    private static String key(Scope scope, String name) {
        return scope.resourceKey(name);
    }

    private void process(EventScript script) {
        script.all.forEach(dated -> stage.process(dated.event(), dated.appendTime()));
        script.all.clear();
    }

    private void continueWork() {
        int slices = 0;
        while (stage.continueWork(SLICE_BUDGET)) {
            assertThat(++slices).as("slices").isLessThan(MOST_SLICES);
        }
    }

    private MemoryStore store(String name) {
        return stores.computeIfAbsent(name, absent -> new MemoryStore());
    }

    private ScopeStage stage(int inlineBudget) {
        EngineConfig all = EngineConfig.defaults();
        EngineConfig config = new EngineConfig(
                all.brakeFraction(),
                all.brakeMinimum(),
                all.brakeWholeScope(),
                all.brakeHold(),
                all.tombstoneRetention(),
                inlineBudget);
        ScopeStores scopeStores =
                new ScopeStores(store("scopes"), store("sightings"), store("resources"), store("scope-work"));
        return new ScopeStage(new TestModels("1"), config, scopeStores, new Recorder());
    }

    private final class Recorder implements ScopeOutput {
        @Override
        public void toNode(String nodeKey, NodeMessage message) {}

        @Override
        public void toLookup(String lookupKey, LookupMessage message) {}

        @Override
        public void inventoryPut(Scope scope, String resourceId, String payload, Provenance provenance) {
            payloads.put(scope.resourceKey(resourceId), payload);
        }

        @Override
        public void inventoryRemoved(Scope scope, String resourceId) {
            removed.add(scope.resourceKey(resourceId));
        }

        @Override
        public void status(ScopeStatus status) {
            statuses.put(status.scope().key(), status);
        }

        @Override
        public void deadLetter(Rejection letter) {
            throw new AssertionError(letter);
        }
    }
}
