package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.event.InventoryEvent.ResourceConfirmed;
import io.cartostream.engine.event.InventoryEvent.ResourceObserved;
import io.cartostream.engine.event.InventoryEvent.SyncCompleted;
import io.cartostream.engine.event.InventoryEvent.SyncStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Random histories on the simulator against the oracle. A failure names its seed: {@link #check} replays it. */
final class ConvergenceTest {
    private static final TestModels MODELS = new TestModels("1");

    @Property(tries = 3500, shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void shouldConvergeToTheOracleWhenAnythingHappens(@ForAll long seed) {
        check(seed);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void shouldRetractNothingWhenNoSyncCompletes(@ForAll long seed) {
        EngineConfig config = config(seed);
        Oracle oracle = new Oracle(MODELS, config);
        History history = new History(seed, History.Kind.WITHOUT_COMPLETIONS, oracle);
        Simulator simulator = new Simulator(seed, MODELS, config, false);
        history.events.forEach(simulator::append);
        simulator.rest();
        assertThat(simulator.inventoryRemovals).isEmpty();
        Check.converged(simulator, oracle);
    }

    static void check(long seed) {
        EngineConfig config = config(seed);
        Oracle oracle = new Oracle(MODELS, config);
        History history = new History(seed, History.Kind.ANY, oracle);
        Simulator simulator = new Simulator(seed, MODELS, config, false);
        Random pace = new Random(seed);
        for (Dated event : history.events) {
            simulator.append(event);
            simulator.run(pace.nextInt(30));
        }
        simulator.rest();
        Check.converged(simulator, oracle);
        Check.minimal(simulator.changes);
        Check.withoutDanglingEnds(simulator);
        int before = simulator.changes.size();
        unchangedSyncs(oracle, history.now() + 10_000_000).forEach(event -> {
            simulator.append(event);
            oracle.apply(event);
        });
        simulator.rest();
        Check.converged(simulator, oracle);
        assertThat(simulator.changes.subList(before, simulator.changes.size()))
                .as("changes of an unchanged inventory")
                .allMatch(Check::isSyncMetadata);
    }

    /** Syncs that list exactly what is known. */
    private static List<Dated> unchangedSyncs(Oracle oracle, long start) {
        List<Dated> events = new ArrayList<>();
        oracle.scopes().forEach((key, scope) -> {
            if (scope.live) {
                long sequence = 0;
                events.add(event(scope.scope, ++sequence, start, new SyncStarted()));
                for (var known : scope.known.entrySet()) {
                    String payload = known.getValue().payload;
                    InventoryEvent.Body body = payload == null
                            ? new ResourceConfirmed(known.getKey())
                            : new ResourceObserved(known.getKey(), payload);
                    events.add(event(scope.scope, ++sequence, start + sequence, body));
                }
                events.add(event(scope.scope, sequence + 1, start + sequence, new SyncCompleted(sequence + 1)));
            }
        });
        return events;
    }

    private static Dated event(Scope scope, long sequence, long time, InventoryEvent.Body body) {
        return new Dated(new InventoryEvent(scope, "unchanged", sequence, time, body), time);
    }

    /** Small figures, so that small histories reach the brake and need several slices. */
    static EngineConfig config(long seed) {
        Random random = new Random(seed);
        return new EngineConfig(
                0.30,
                2 + random.nextInt(6),
                2 + random.nextInt(4),
                Duration.ofMinutes(10),
                Duration.ofDays(30),
                1 + random.nextInt(random.nextBoolean() ? 3 : 100));
    }
}
