package io.cartostream.engine;

import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.models.fact.FactSource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A random history under one set of models with its expected result, for tests that do not use the simulator. */
public final class RandomHistory {

    /** Start of a history, epoch milliseconds. */
    private static final long BEGIN = 1_000_000;

    private final EngineConfig config;
    private final long shift;
    private final Deque<Dated> events = new ArrayDeque<>();
    private final OracleGraph oracle;
    private long end;

    /** The history of a seed, as if it had begun at that time. */
    public RandomHistory(long seed, Instant begin) {
        config = HistoryTrial.config(seed);
        shift = begin.toEpochMilli() - BEGIN;
        oracle = new OracleGraph(models(), config);
        new HistoryGenerator(seed, HistoryGenerator.Kind.ANY, new Oracle(models(), config))
                .steps.stream()
                        .filter(HistoryStep.Append.class::isInstance)
                        .map(step -> shifted(((HistoryStep.Append) step).dated()))
                        .forEach(events::add);
    }

    private Dated shifted(Dated dated) {
        InventoryEvent event = dated.event();
        InventoryEvent shifted = new InventoryEvent(
                event.scope(), event.syncId(), event.sequence(), event.observedAt() + shift, event.body());
        return new Dated(shifted, dated.appendTime() + shift);
    }

    private Dated apply(Dated dated) {
        end = Math.max(end, dated.appendTime());
        oracle.apply(dated);
        return dated;
    }

    /** The models of the history's resources. */
    public static FactSource models() {
        return new TestModels("1");
    }

    /** The engine's settings: small, so that small histories meet the brake and need several slices. */
    public EngineConfig config() {
        return config;
    }

    /** Whether there are events that were not taken yet. */
    public boolean hasNext() {
        return !events.isEmpty();
    }

    /** Takes the next events in order, at most {@code count}; the append times of a scope never decrease. */
    public List<Dated> next(int count) {
        return Stream.generate(events::poll)
                .limit(count)
                .takeWhile(Objects::nonNull)
                .map(this::apply)
                .toList();
    }

    /** Syncs, after everything that was taken, which list exactly what is known. */
    public List<Dated> unchangedSyncs() {
        return HistoryTrial.unchangedSyncs(oracle.oracle(), end + BEGIN).stream()
                .map(this::apply)
                .toList();
    }

    /** What the events taken so far come to: see {@link OracleGraph#graph}. */
    public SortedMap<String, String> graph() {
        return oracle.graph();
    }

    /** The payloads that inventory-latest then has, by its keys. */
    public SortedMap<String, String> inventory() {
        return oracle.oracle().inventory();
    }

    /** The syncs whose retractions are held then, by scope key. */
    public SortedMap<String, String> held() {
        SortedMap<String, String> held = new TreeMap<>();
        oracle.oracle().scopes().forEach((key, scope) -> {
            String id = scope.heldId();
            if (id != null) {
                held.put(key, id);
            }
        });
        return held;
    }

    /** When the syncs' metadata nodes were last completely listed, epoch seconds by entity key. */
    public SortedMap<String, Long> freshness() {
        return oracle.freshness();
    }
}
