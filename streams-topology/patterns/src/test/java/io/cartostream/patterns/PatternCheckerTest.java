package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.models.source.ModelProblem;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.check.PatternChecker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternCheckerTest {

    @Test
    void shouldAcceptAllFortyRules() {
        ModelProblems problems = new ModelProblems();
        PatternChecker checker = new PatternChecker(SampleSchema.schema(), problems);

        SampleRules.all(problems).forEach(checker::check);

        assertThat(problems.all()).isEmpty();
    }

    @Test
    void shouldReportAllErrorsOfAPatternAtOnce() {
        assertThat(problems("""
            pattern: p
            anchor: AWSEC2Instance
            let:
              role: exists -[:INSTANCE_PROFIL]->(AWSInstanceProfile)
              group: exists -[:MEMBER_OF_EC2_SECURITY_GROUP]->(AWSSecurityGroup)
            fails when: stat = "running" and role
            applies when: imdsv1enabled = "yes"
            """))
                .containsExactly(
                        "test.yaml:4: 'role', column 10: no model yields a relationship INSTANCE_PROFIL; did you mean"
                                + " 'INSTANCE_PROFILE'?",
                        "test.yaml:5: 'group', column 43: no model yields nodes with label AWSSecurityGroup; did you"
                                + " mean 'AWSEC2SecurityGroup'?",
                        "test.yaml:7: 'applies when', column 1: compares a flag with a text",
                        "test.yaml:6: 'fails when', column 1: AWSEC2Instance has no property 'stat'; did you mean"
                                + " 'state'?");
    }

    @Test
    void shouldSuggestALabelForTheAnchor() {
        assertThat(problems("pattern: p\nanchor: AWSEC2Instanze\nfails when: id = 'x'\n"))
                .containsExactly("test.yaml:1: 'anchor': no model yields nodes with label AWSEC2Instanze; did you mean"
                        + " 'AWSEC2Instance'?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exists <-[:INSTANCE_PROFILE]-(AWSInstanceProfile)"
                        + " => the direction of INSTANCE_PROFILE is the opposite: '-[:INSTANCE_PROFILE]->'",
                "exists -[:INSTANCE_PROFILE]->(AWSRole)"
                        + " => no model yields AWSEC2Instance-[:INSTANCE_PROFILE]->AWSRole (known:"
                        + " AWSEC2Instance-[:INSTANCE_PROFILE]->AWSInstanceProfile)",
                "exists <-[:ATTACHED_TO]-(AWSEBSVolume where encrypt)"
                        + " => a node AWSEBSVolume has no property 'encrypt'; did you mean 'encrypted'?",
                "exists <-[:ATTACHED_TO]-(AWSEBSVolume where size)" + " => expected a condition, found a number",
                "set of v.sise via <-[:ATTACHED_TO]-(v:AWSEBSVolume)"
                        + " => a node AWSEBSVolume has no property 'sise'; did you mean 'size'?",
                "max of v.encrypted via <-[:ATTACHED_TO]-(v:AWSEBSVolume)"
                        + " => max needs a text, a number or a time, found a flag",
                "exists <-[r:ATTACHED_TO where since = 3]-(AWSEBSVolume)"
                        + " => a relationship ATTACHED_TO has no property 'since'",
                "exists <-[:ATTACHED_TO]-(AWSEBSVolume where size > $limit)"
                        + " => '$limit' in a path: parameters are for the anchor; gather the property, and compare it there",
                "exists <-[:ATTACHED_TO]-(v:AWSEBSVolume where v.size > 3)"
                        + " => no quantifier names 'v'; inside a path, a condition sees its own position only",
            })
    void shouldRefuseAnImpossibleGathering(String text) {
        String[] parts = text.split(" => ", 2);

        assertThat(problems("pattern: p\nanchor: AWSEC2Instance\nlet:\n  it: " + parts[0] + "\nfails when: id = 'x'\n"))
                .singleElement()
                .asString()
                .startsWith("test.yaml:4: 'it', column ")
                .endsWith(": " + parts[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "launchtime > 3 => compares a time with a number",
                "imdsv1enabled < true => a flag has no order",
                "state => expected a condition, found a text",
                "state older than 3 days => expected a time, found a text",
                "launchtime older than $ag => no parameter 'ag'; did you mean 'age'?",
                "launchtime older than $limit => '$limit' is no length of time such as '90 days'",
                "metadatahttpputresponsehoplimit > $age => '$age' is a length of time; it follows 'older than' or 'now"
                        + " +'",
                "state in 'running' => expected a list, found a text",
                "state in [1, 2] => looks for a text among elements of another kind (number)",
                "sizes => expected a condition, found a gathered set; write 'size(…) > 0' or 'any … satisfies (…)'",
                "sizes = 3 => a gathered set is no operand of '='",
                "'x' in pairs => 'in' needs a set of one column; use 'any … satisfies (…)'",
                "any s in sizes satisfies (s.sice > 3) => the rows of 's' have no column 'sice'; did you mean 'size'?",
                "any s in sizes satisfies (s > 3) => 's' is a row; name a column: 's.…'",
                "any sizes in pairs satisfies (sizes.size > 3) => the name 'sizes' already has a meaning here",
                "any s in state satisfies (s = 'x') => expected a list, found a text",
                "lower(launchtime) = 'x' => expected a text, found a time",
                "coalesce(state, launchtime) = 'x' => coalesce() of different kinds: text or time",
                "(state = 'x') is null => 'is null' asks for a property, a column or a gathered 'min' or 'max'",
            })
    void shouldRefuseAnOperandOfTheWrongType(String text) {
        String[] parts = text.split(" => ", 2);

        assertThat(problems("""
            pattern: p
            anchor: AWSEC2Instance
            parameters: {age: 3 days, limit: 4}
            let:
              sizes: set of size via <-[:ATTACHED_TO]-(AWSEBSVolume)
              pairs: set of size, type via <-[:ATTACHED_TO]-(AWSEBSVolume)
            fails when: >-
              %s
            """.formatted(parts[0])))
                .singleElement()
                .asString()
                .startsWith("test.yaml:7: 'fails when', column ")
                .endsWith(": " + parts[1]);
    }

    @Test
    void shouldRefuseAGatheringThatHidesAProperty() {
        assertThat(problems("pattern: p\nanchor: AWSUser\nlet: {name: 'count -[:MFA_DEVICE]->(AWSMfaDevice)'}\n"))
                .containsExactly(
                        "test.yaml:3: 'name', column 1: hides the property 'name' of AWSUser; take another name");
    }

    private static List<String> problems(String text) {
        ModelProblems problems = new ModelProblems();
        new PatternChecker(SampleSchema.schema(), problems).check(SampleRules.of(text));
        return problems.all().stream().map(ModelProblem::toString).toList();
    }
}
