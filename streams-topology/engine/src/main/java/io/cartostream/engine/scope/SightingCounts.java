package io.cartostream.engine.scope;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Which syncs have seen a resource, and how many resources each open sync and held retraction keeps. */
final class SightingCounts {
    private SightingCounts() {}

    /** Adds the ordinal of a sync, and drops those of syncs that are neither open nor held. */
    static long[] mark(ScopeState state, long[] marks, long ordinal) {
        long[] current = Arrays.stream(marks)
                .filter(mark -> state.open.stream().anyMatch(sync -> sync.ordinal == mark)
                        || (state.hold != null && state.hold.cutoff.ordinal() == mark))
                .toArray();
        long[] more = Arrays.copyOf(current, current.length + 1);
        more[current.length] = ordinal;
        return more;
    }

    /** Updates, for every open sync and held retraction, the number of resources that it keeps. */
    static void update(ScopeState state, @Nullable Sighting before, @Nullable Sighting after) {
        ToLongFunction<SweepCutoff> change = cutoff ->
                (after != null && cutoff.keeps(after) ? 1 : 0) - (before != null && cutoff.keeps(before) ? 1 : 0);
        for (OpenSync sync : state.open) {
            sync.kept += change.applyAsLong(sync.cutoff());
        }
        if (state.hold != null) {
            state.hold.kept += change.applyAsLong(state.hold.cutoff);
        }
        if (state.sweep != null && state.sweep.next != null) {
            state.sweep.next.kept += change.applyAsLong(state.sweep.next.cutoff);
        }
    }
}
