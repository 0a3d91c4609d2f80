package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.check.PatternChecker;
import io.cartostream.patterns.language.BuiltinFunction;
import io.cartostream.patterns.language.PatternParseException;
import io.cartostream.patterns.language.PatternParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of the reference page are of the language. */
class DocumentedExamplesTest {
    private static final Path PAGE = Path.of("../../_docs/reference/pattern-language.md");

    @Test
    void shouldAcceptThePatternOfThePage() throws IOException {
        ModelProblems problems = new ModelProblems();

        new PatternChecker(SampleSchema.schema(), problems)
                .check(SampleRules.of(blocks("yaml").get(0)));

        assertThat(problems.all()).isEmpty();
    }

    @Test
    void shouldParseEveryGatheringOfThePage() throws IOException, PatternParseException {
        List<String> examples = lines("gathering");

        assertThat(examples).hasSizeGreaterThan(8);
        for (String example : examples) {
            assertThat(PatternParser.gathering(example).path()).isNotEmpty();
        }
    }

    @Test
    void shouldParseEveryExpressionOfThePage() throws IOException, PatternParseException {
        List<String> examples = lines("expression");

        assertThat(examples).hasSizeGreaterThan(12);
        for (String example : examples) {
            assertThat(PatternParser.expression(example).at()).isNotNegative();
        }
    }

    @Test
    void shouldMentionEveryFunction() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(BuiltinFunction.words().stream()
                        .map(word -> "| `" + word + "(")
                        .toList());
    }

    private static List<String> lines(String language) throws IOException {
        return blocks(language).stream().flatMap(String::lines).toList();
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
