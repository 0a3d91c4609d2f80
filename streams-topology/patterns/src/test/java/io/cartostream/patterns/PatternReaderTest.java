package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.models.source.ModelProblem;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.file.PatternReader;
import io.cartostream.patterns.language.ParameterValue.LengthParameter;
import io.cartostream.patterns.language.PatternDefinition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternReaderTest {

    @Test
    void shouldReadAPattern() {
        PatternDefinition pattern = SampleRules.of("""
            pattern: old-key
            anchor: AWSAccountAccessKey
            parameters: {age: 90 days}
            let:
              owner: exists -[:OWNED_BY]->(AWSUser)
            fails when: owner and createdate_dt older than $age
            values:
              key: accesskeyid
            """);

        assertThat(pattern.name()).isEqualTo("old-key");
        assertThat(pattern.let()).containsOnlyKeys("owner");
        assertThat(pattern.expressions()).containsOnlyKeys("fails when", "key");
        assertThat(pattern.parameters()).containsEntry("age", new LengthParameter(Duration.ofDays(90)));
    }

    @Test
    void shouldReportEveryErrorWithFileLineAndColumn() {
        assertThat(problems("""
            pattern: broken
            anchor: AWSUser
            let:
              first: exists -[:A]->
              second: cuont -[:A]->(B)
            fails when: first and
            unless: second
            """))
                .containsExactly(
                        "rule.yaml:4: 'first', column 15: expected '(' before the node, found the end of the text",
                        "rule.yaml:5: 'second', column 1: expected exists, count, min, max, set, found 'cuont';"
                                + " did you mean 'count'?",
                        "rule.yaml:6: 'fails when', column 10: expected a value: a name, a text, a number, a list or"
                                + " '(', found the end of the text",
                        "rule.yaml:7: unknown key 'unless' (known here: pattern, anchor, parameters, let, applies when,"
                                + " fails when, unknown when, holds when, values)");
    }

    @Test
    void shouldNameTheLineOfALongText() {
        assertThat(problems("pattern: p\nanchor: A\nfails when: |\n  a = 1\n  or b = = 2\n"))
                .containsExactly(
                        "rule.yaml:3: 'fails when', line 2, column 8: expected a value: a name, a text, a number,"
                                + " a list or '(', found '='");
    }

    @Test
    void shouldRefuseANameThatIsGivenTwice() {
        assertThat(problems("pattern: p\nanchor: A\nlet: {x: 'count -[:T]->(A)'}\nvalues: {x: name}\n"))
                .containsExactly("rule.yaml:4: the name 'x' is given twice");
    }

    private static List<String> problems(String text) {
        ModelProblems problems = new ModelProblems();
        assertThat(PatternReader.file("rule.yaml", text, problems)).isNull();
        return problems.all().stream().map(ModelProblem::toString).toList();
    }
}
