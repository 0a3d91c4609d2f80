package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.RandomWorld.WorldChange;
import io.cartostream.patterns.check.PatternChecker;
import io.cartostream.patterns.language.PatternDefinition;
import io.cartostream.patterns.plan.PlanCompiler;
import io.cartostream.patterns.reference.ReferenceEvaluator;
import io.cartostream.patterns.schema.GraphSchema;
import io.cartostream.patterns.stage.StageLimits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** At rest, the incremental results are those of the reference evaluation. A seed fixes patterns, history and delivery. */
class PatternConvergenceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final GraphSchema SCHEMA = schema();

    @Property(tries = 500, shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void shouldAgreeWithTheReferenceAtRest(@ForAll long seed) {
        Trial trial = new Trial(seed);
        for (int round = 0; round < 3; round++) {
            trial.change(30);
            trial.agree();
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void shouldEmitNothingWhenTheSameStatesArriveAgain(@ForAll long seed) {
        Trial trial = new Trial(seed);
        trial.change(40);
        trial.agree();
        int emissions = trial.simulator.emissions;
        int messages = trial.simulator.messages;

        trial.world.nodes.values().forEach(node -> trial.simulator.submit(new WorldChange(node.key(), node, null)));
        trial.world
                .relationships
                .values()
                .forEach(relationship ->
                        trial.simulator.submit(new WorldChange(relationship.key(), null, relationship)));
        trial.simulator.rest();

        assertThat(trial.simulator.emissions).isEqualTo(emissions);
        assertThat(trial.simulator.messages).isEqualTo(messages);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void shouldKeepNoStateOfAnEmptyGraph(@ForAll long seed) {
        Trial trial = new Trial(seed);
        trial.change(40);
        List<WorldChange> deletions = new ArrayList<>();
        trial.world.relationships.values().forEach(it -> deletions.add(new WorldChange(it.key(), null, null)));
        trial.world.nodes.values().forEach(it -> deletions.add(new WorldChange(it.key(), null, null)));
        deletions.forEach(trial.simulator::submit);
        trial.simulator.rest();

        assertThat(trial.simulator.results()).isEmpty();
        assertThat(trial.simulator.stores)
                .allSatisfy(store -> assertThat(store.size()).isZero());
    }

    /** Random patterns over a random graph. */
    private static final class Trial {
        final RandomWorld world;
        final StageSimulator simulator;
        private final Random random;
        private final List<PatternDefinition> patterns = new ArrayList<>();

        Trial(long seed) {
            random = new Random(seed);
            world = new RandomWorld(random);
            RandomPatterns texts = new RandomPatterns(random);
            for (int i = 0; i < 3; i++) {
                patterns.add(texts.next("pattern-" + i));
            }
            simulator = new StageSimulator(
                    random,
                    PlanCompiler.compile(patterns, SCHEMA),
                    new StageLimits(1 + random.nextInt(3), 1_000),
                    START);
        }

        void change(int steps) {
            for (int i = 0; i < steps; i++) {
                world.step(simulator.now).forEach(simulator::submit);
                if (random.nextInt(10) == 0) {
                    simulator.now = simulator.now.plusSeconds(random.nextInt(4) * 3_600L);
                }
                for (int k = random.nextInt(6); k > 0; k--) {
                    simulator.step();
                }
            }
        }

        void agree() {
            simulator.rest();
            ReferenceEvaluator reference =
                    new ReferenceEvaluator(world.nodes.values(), world.relationships.values(), simulator.now);
            Map<String, String> expected = new HashMap<>();
            for (PatternDefinition pattern : patterns) {
                reference
                        .evaluate(pattern)
                        .forEach((anchor, result) -> expected.put(pattern.name() + " " + anchor.text(), result.text()));
            }
            assertThat(simulator.results())
                    .as("%s", patterns.stream().map(PatternDefinition::sources).toList())
                    .isEqualTo(expected);
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF, generation = GenerationMode.RANDOMIZED)
    void shouldGenerateSoundPatterns(@ForAll long seed) {
        ModelProblems problems = new ModelProblems();
        new PatternChecker(SCHEMA, problems).check(new RandomPatterns(new Random(seed)).next("p"));

        assertThat(problems.all()).isEmpty();
    }

    private static GraphSchema schema() {
        try {
            return GraphSchema.of(ModelSet.load(Path.of("src/test/resources/random-models"), true));
        } catch (ModelException e) {
            throw new IllegalStateException(e);
        }
    }
}
