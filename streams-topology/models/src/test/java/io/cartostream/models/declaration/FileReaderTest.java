package io.cartostream.models.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.models.source.ModelProblem;
import io.cartostream.models.source.ModelProblems;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in a model's form is reported with its line. */
final class FileReaderTest {
    private static final String MODEL = """
            provider: aws
            service: s
            types:
              s.thing:
                title: Things
                operation: s:List
                items: Things[]
                synced type: Thing
                nodes:
                  - label: Thing
                    labels: [Other]
                    id: Id
                    properties:
                      name: Name
                      size: {from: Size, as: long}
                    indexes: [name]
                    ontology:
                      labels: [Kind]
                      fields: {name: name}
                    relationships:
                      - {type: PART_OF, to: Whole, where: {id: WholeId}}
            """;

    static List<Arguments> mistakes() {
        return List.of(
                mistake("provider: aws\n", "", "m.yaml:1: 'provider' is missing"),
                mistake("  s.thing:", "  t.thing:", "m.yaml:5: the type 't.thing' must be named <service>.<noun>"),
                mistake("title: Things", "titel: Things", "m.yaml:5: unknown key 'titel'"),
                mistake("title: Things", "title: [a]", "m.yaml:5: 'title' must be a text"),
                mistake("id: Id", "ids: Id", "m.yaml:10: the node has no 'id'"),
                mistake("labels: [Other]", "labels: Other", "m.yaml:11: 'labels' must be a list"),
                mistake("labels: [Other]", "labels: [Thing]", "m.yaml:11: the label 'Thing' appears twice"),
                mistake("name: Name", "id: Name", "m.yaml:10: the property 'id' is not declared here"),
                mistake("name: Name", "_ont_x: Name", "m.yaml:10: the property '_ont_x' is not declared here"),
                mistake("as: long", "as: number", "m.yaml:15: unknown type 'number'"),
                mistake("from: Size, as: long", "from: Size, text: x", "m.yaml:15: a value has exactly one of from,"),
                mistake("from: Size, as: long", "from: Size, with: x", "m.yaml:15: 'with' belongs to 'call'"),
                mistake("from: Size, as: long", "value: [1]", "m.yaml:15: a constant is a text"),
                mistake("indexes: [name]", "indexes: [nam]", "m.yaml:10: an index on 'nam', which is no property"),
                mistake("fields: {name: name}", "fields: {name: nam}", "m.yaml:19: the node has no property 'nam'"),
                mistake("to: Whole, ", "", "m.yaml:21: a relationship has either 'to' or 'from'"),
                mistake("{id: WholeId}", "{}", "m.yaml:21: 'where' names properties of the target"),
                mistake("{id: WholeId}", "[WholeId]", "m.yaml:21: 'where' must be a map"),
                mistake("      id: Id", "      id: Id\n        id: Id", "the key 'id' appears twice"),
                mistake("title: Things", "title: \"Things", "not YAML"));
    }

    private static Arguments mistake(String right, String wrong, String problem) {
        return Arguments.of(MODEL.replace(right, wrong), problem);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldNameTheLineWhenAModelIsWrong(String text, String problem) {
        ModelProblems problems = new ModelProblems();
        FileDeclaration file = FileReader.read("m.yaml", text, problems);
        assertThat(problems.all()).extracting(ModelProblem::toString).anySatisfy(found -> assertThat(found)
                .contains(problem));
        if (!problem.contains("provider")) {
            assertThat(file.types()).isEmpty();
            assertThat(file.frozen()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("right")
    void shouldTakeASoundModel(String text) {
        ModelProblems problems = new ModelProblems();
        assertThat(FileReader.read("m.yaml", text, problems).types()).hasSize(1);
        assertThat(problems.all()).isEmpty();
    }

    static List<String> right() {
        return List.of(MODEL, MODEL.replace("[Other]", "[Other, {label: Big, when: \"Size > `3`\"}]"));
    }
}
