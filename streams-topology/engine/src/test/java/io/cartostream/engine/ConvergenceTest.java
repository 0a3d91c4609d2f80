package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares random histories on the simulator with the oracle: see {@link HistoryTrial}. The build runs a thousand; the profile
 * {@code long} runs as many as {@code jqwik.tries.default} in junit-platform.properties says. A seed fixes everything; jqwik
 * prints it, and the shrunk history, when one fails.
 */
final class ConvergenceTest {
    private static final Path KEPT = Path.of("src/test/resources/histories");

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void shouldConvergeToTheOracleWhenAnythingHappens(@ForAll long seed) {
        HistoryTrial.ofSeed(seed);
    }

    @Tag("long")
    @Property(shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void shouldConvergeToTheOracleInThousandsOfHistories(@ForAll long seed) {
        HistoryTrial.ofSeed(seed);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void shouldRetractNothingWhenNoSyncCompletes(@ForAll long seed) {
        EngineConfig config = HistoryTrial.config(seed);
        Oracle oracle = new Oracle(new TestModels("1"), config);
        HistoryGenerator history = new HistoryGenerator(seed, HistoryGenerator.Kind.WITHOUT_COMPLETIONS, oracle);
        EngineSimulator simulator = new EngineSimulator(seed, new TestModels("1"), config, false);
        for (HistoryStep step : history.steps) {
            if (step instanceof HistoryStep.Append append) {
                simulator.append(append.dated());
            }
        }
        simulator.rest();
        assertThat(simulator.inventoryRemovals).isEmpty();
        ConvergenceChecks.converged(simulator, oracle);
    }

    @ParameterizedTest
    @MethodSource("kept")
    void shouldConvergeInHistoriesThatOnceFailed(Path file) throws IOException {
        String text = Files.readString(file);
        HistoryTrial.run(HistoryText.seed(text), HistoryText.read(text));
    }

    static List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(KEPT)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldShrinkAHistoryToWhatMakesItFail() {
        List<Integer> steps = Stream.iterate(0, i -> i + 1).limit(100).toList();
        List<Integer> shrunk = HistoryShrinker.shrink(steps, some -> some.contains(17) && some.contains(83), 1_000);
        assertThat(shrunk).containsExactly(17, 83);
    }

    @Test
    void shouldWriteAndReadEveryHistory() {
        for (long seed = 0; seed < 50; seed++) {
            Oracle oracle = new Oracle(new TestModels("1"), HistoryTrial.config(seed));
            List<HistoryStep> steps = new HistoryGenerator(seed, HistoryGenerator.Kind.ANY, oracle).steps;
            String text = HistoryText.write(seed, steps);
            assertThat(HistoryText.read(text)).hasSameSizeAs(steps);
            assertThat(HistoryText.write(HistoryText.seed(text), HistoryText.read(text)))
                    .isEqualTo(text);
        }
    }
}
