package io.cartostream.engine;

import io.cartostream.engine.event.EventCodec.Dated;

/** An external event; between two steps the engine runs for a while. */
sealed interface HistoryStep {

    /** How many random steps the simulator takes afterwards. */
    int pace();

    /**
     * A record is appended to inventory-raw.
     *
     * @param alone whether everything is at rest before and after, so that nothing may leave and return
     */
    record Append(Dated dated, boolean alone, int pace) implements HistoryStep {}

    /**
     * All instances restart with other models; the facts of known resources are derived again while events keep arriving.
     *
     * @param version see {@link TestModels}
     * @param alone whether everything is at rest before, in between and after, so that nothing may leave and return
     */
    record ChangeModels(String version, boolean alone, int pace) implements HistoryStep {}

    /** A task's stores are lost, and restored from their changelogs. */
    record LoseState(int task, int pace) implements HistoryStep {}

    /**
     * The time for which deletions are remembered passes, and what was deleted before the last {@code spared} steps is forgotten.
     *
     * @param spared how many steps before this one their deletions are too young
     */
    record RetentionPasses(int spared, int pace) implements HistoryStep {}

    /** A task's process dies: back to its last commit. */
    record Crash(int task, int pace) implements HistoryStep {}
}
