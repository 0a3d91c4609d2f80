package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.engine.change.GraphChange;
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

/** Runs one history on the simulator and the oracle, and checks the invariants during it and after it. */
final class HistoryTrial {
    private final Oracle oracle;
    private final EngineSimulator simulator;
    private final List<HistoryStep> steps;

    private HistoryTrial(long seed, List<HistoryStep> steps) {
        EngineConfig config = config(seed);
        this.oracle = new Oracle(new TestModels("1"), config);
        this.simulator = new EngineSimulator(seed, new TestModels("1"), config, false);
        this.steps = steps;
    }

    /** Runs a random history of every kind of step. A failure is shrunk, and reported with a history that reproduces it. */
    static void ofSeed(long seed) {
        HistoryGenerator history =
                new HistoryGenerator(seed, HistoryGenerator.Kind.ANY, new Oracle(new TestModels("1"), config(seed)));
        try {
            run(seed, history.steps);
        } catch (AssertionError | RuntimeException failure) {
            List<HistoryStep> shrunk = HistoryShrinker.shrink(history.steps, shorter -> fails(seed, shorter), 2_000);
            throw new AssertionError(
                    failure.getMessage() + "\nSeed " + seed + ", " + history.steps.size() + " steps, shrunk to "
                            + shrunk.size() + " (keep it in src/test/resources/histories):\n"
                            + HistoryText.write(seed, shrunk),
                    failure);
        }
    }

    /** As {@link #ofSeed}, without shrinking what fails. */
    static void once(long seed) {
        run(
                seed,
                new HistoryGenerator(seed, HistoryGenerator.Kind.ANY, new Oracle(new TestModels("1"), config(seed)))
                        .steps);
    }

    /** Runs a history; the seed decides everything random. */
    static void run(long seed, List<HistoryStep> steps) {
        new HistoryTrial(seed, steps).run();
    }

    private static boolean fails(long seed, List<HistoryStep> steps) {
        try {
            run(seed, steps);
            return false;
        } catch (AssertionError | RuntimeException failure) {
            return true;
        }
    }

    private void run() {
        long now = 0;
        for (HistoryStep step : steps) {
            if (step instanceof HistoryStep.Append append) {
                now = Math.max(now, append.dated().appendTime());
                append(append);
            } else if (step instanceof HistoryStep.ChangeModels change) {
                changeModels(change);
            } else if (step instanceof HistoryStep.LoseState lost) {
                simulator.loseState(lost.task());
            } else if (step instanceof HistoryStep.Crash crash) {
                simulator.crash(crash.task());
            } else if (step instanceof HistoryStep.RetentionPasses passes) {
                simulator.passRetention(passes.spared());
            }
            simulator.clockMillis++;
            simulator.run(step.pace());
        }
        simulator.rest();
        ConvergenceChecks.converged(simulator, oracle);
        ConvergenceChecks.minimal(simulator.changes);
        ConvergenceChecks.withoutDanglingEnds(simulator);
        changeNothing(now + 10_000_000);
        leaveNothing(now + 20_000_000);
        ConvergenceChecks.dated(simulator, oracle);
    }

    /** Checks that the graph and the stores forget every entity that is no longer asserted. */
    private void leaveNothing(long time) {
        oracle.scopes().values().stream().map(scope -> scope.scope).toList().forEach(scope -> {
            Dated retired = new Dated(
                    new InventoryEvent(scope, null, 0, time, new InventoryEvent.ScopeRetired("closed", true)), time);
            simulator.append(retired);
            oracle.apply(retired);
        });
        simulator.rest();
        ConvergenceChecks.converged(simulator, oracle);
        assertThat(simulator.graph())
                .as("the graph when all scopes are retired")
                .isEmpty();
        simulator.passRetention(0);
        simulator.rest();
        ConvergenceChecks.nothingKept(simulator);
    }

    private void append(HistoryStep.Append step) {
        if (!step.alone()) {
            simulator.append(step.dated());
            oracle.apply(step.dated());
            return;
        }
        simulator.rest();
        int before = simulator.changes.size();
        simulator.append(step.dated());
        oracle.apply(step.dated());
        simulator.rest();
        // one that is found by two values may be given up under one before it is taken up under the other
        ConvergenceChecks.nothingReturned(changesSince(before).stream()
                .filter(change -> !ConvergenceChecks.isFound(change))
                .toList());
    }

    private void changeModels(HistoryStep.ChangeModels step) {
        TestModels models = new TestModels(step.version());
        if (!step.alone()) {
            simulator.changeModels(models);
            oracle.changeModels(models);
            return;
        }
        simulator.rest();
        int before = simulator.changes.size();
        simulator.restart(models);
        oracle.changeModels(models);
        simulator.grow();
        seenAgain().forEach(event -> {
            simulator.append(event);
            oracle.apply(event);
        });
        simulator.rest();
        simulator.settle();
        ConvergenceChecks.nothingReturned(changesSince(before));
    }

    /** Observations of all known resources, unchanged, which may arrive while their facts are derived again. */
    private List<Dated> seenAgain() {
        List<Dated> events = new ArrayList<>();
        oracle.scopes()
                .values()
                .forEach(scope -> scope.known.forEach((id, known) -> {
                    if (known.payload != null && known.appliedAt != null) {
                        InventoryEvent.Body body = new ResourceObserved(id, known.payload);
                        events.add(new Dated(
                                new InventoryEvent(scope.scope, null, 0, known.appliedAt, body), known.appliedAt));
                    }
                }));
        return events;
    }

    private void changeNothing(long start) {
        int before = simulator.changes.size();
        unchangedSyncs(oracle, start).forEach(event -> {
            simulator.append(event);
            oracle.apply(event);
        });
        simulator.rest();
        ConvergenceChecks.converged(simulator, oracle);
        assertThat(changesSince(before))
                .as("changes of an unchanged inventory")
                .allMatch(ConvergenceChecks::isSyncMetadata);
    }

    private List<GraphChange> changesSince(int before) {
        return simulator.changes.subList(before, simulator.changes.size());
    }

    /** Syncs that list exactly what is known. */
    static List<Dated> unchangedSyncs(Oracle oracle, long start) {
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
