package io.cartostream.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.cartostream.yaml.YamlValue.Mapping;
import io.cartostream.yaml.YamlValue.Scalar;
import io.cartostream.yaml.YamlValue.ScalarKind;
import io.cartostream.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlReaderTest {
    private final List<String> problems = new ArrayList<>();

    private @Nullable Mapping read(String yaml) {
        return YamlReader.read("mine.yaml", yaml, (at, reason) -> problems.add(at + ": " + reason));
    }

    private Mapping sound(String yaml) {
        Mapping mapping = read(yaml);
        assertThat(problems).isEmpty();
        return Objects.requireNonNull(mapping);
    }

    private static SourceLocation line(int line) {
        return new SourceLocation("mine.yaml", line);
    }

    @Test
    void shouldKnowTheLineOfEveryKeyAndValue() {
        Mapping mapping = sound("a: 1\nb:\n  - x\n  - {c: y}\n");

        assertThat(mapping.keys()).containsExactly(entry("a", line(1)), entry("b", line(2)));
        assertThat(mapping.entries().get("b")).isInstanceOfSatisfying(Sequence.class, list -> assertThat(list.items())
                .extracting(YamlValue::at)
                .containsExactly(line(3), line(4)));
    }

    @ParameterizedTest
    @CsvSource({"text, TEXT", "\"'1'\", TEXT", "true, FLAG", "12, WHOLE", "1.5, REAL", "~, NULL", "yes, FLAG"})
    void shouldInferTheKindOfAScalar(String written, ScalarKind kind) {
        Mapping mapping = sound("a: " + written + "\n");

        assertThat(mapping.entries().get("a")).isInstanceOfSatisfying(Scalar.class, scalar -> assertThat(scalar.kind())
                .isEqualTo(kind));
    }

    @Test
    void shouldKeepTheTextOfANumberAsWritten() {
        Mapping mapping = sound("a: 007\n");

        assertThat(mapping.entries().get("a")).isInstanceOfSatisfying(Scalar.class, scalar -> assertThat(scalar.text())
                .isEqualTo("007"));
    }

    @Test
    void shouldReadAnAliasAsTheAnchoredValue() {
        Mapping mapping = sound("a: &x [1]\nb: *x\n");

        assertThat(mapping.entries().get("b")).isEqualTo(mapping.entries().get("a"));
    }

    @Test
    void shouldIgnoreLayoutCommentsAndKeyOrderInTheCanonicalText() {
        String canonical = sound("a: x\nb: [1, '1']\n").canonical();

        assertThat(sound("# first\nb:\n- 1\n- \"1\"\na: x\n").canonical()).isEqualTo(canonical);
    }

    @Test
    void shouldDistinguishContentInTheCanonicalText() {
        assertThat(sound("a: '1'\n").canonical()).isNotEqualTo(sound("a: 1\n").canonical());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "|mine.yaml:1: the file is empty",
                "# nothing|mine.yaml:1: the file is empty",
                "- a|mine.yaml:1: the file must be a map at its top level",
                "a: b%n c: d|mine.yaml:2: not YAML: mapping values are not allowed here",
                "a: 1%nb: 2%na: 3|mine.yaml:3: the key 'a' appears twice",
                "a: 1%n? [b]%n: c|mine.yaml:2: a key must be a plain text",
                "a: 1%nb: !mine 2|mine.yaml:2: custom tags are not allowed: !mine",
                "a: &x {b: 1}%nc:%n  <<: *x|mine.yaml:3: merge keys ('<<') are not allowed",
                "a: 1%n---%nb: 2|mine.yaml:2: not YAML: but found another document",
                "a: &x [*x]|mine.yaml:1: nested deeper than 40 levels (an alias to itself?)"
            })
    void shouldNameFileLineAndReason(@Nullable String yaml, String problem) {
        read(yaml == null ? "" : yaml.replace("%n", "\n"));

        assertThat(problems).contains(problem);
    }

    @Test
    void shouldReturnNoMapIfTheFileIsNotYaml() {
        assertThat(read("a: b\n c: d\n")).isNull();
    }
}
