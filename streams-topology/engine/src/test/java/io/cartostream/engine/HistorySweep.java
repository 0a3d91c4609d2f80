package io.cartostream.engine;

import org.junit.jupiter.api.Test;

/** Random histories of fixed seeds, which are not shrunk. Tried on mutants only: {@link ConvergenceTest} runs more of them. */
final class HistorySweep {
    private static final long HISTORIES = 1_000;

    @Test
    void shouldConvergeInEveryHistory() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            HistoryTrial.once(seed);
        }
    }
}
