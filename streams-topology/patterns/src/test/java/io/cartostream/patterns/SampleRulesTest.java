package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.language.PatternDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The language is rich enough for the forty rules that the platform starts with. */
class SampleRulesTest {

    @Test
    void shouldReadAllFortyRules() {
        ModelProblems problems = new ModelProblems();

        List<PatternDefinition> rules = SampleRules.all(problems);

        assertThat(problems.all()).isEmpty();
        assertThat(rules).hasSize(40).extracting(PatternDefinition::name).doesNotHaveDuplicates();
        assertThat(rules).allSatisfy(rule -> assertThat(rule.expressions()).containsKey("fails when"));
    }
}
