package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.cypher.CypherPrinter;
import io.cartostream.patterns.cypher.CypherTwin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CypherPrinterTest {

    @Test
    void shouldPrintARuleWithItsGatherings() {
        CypherTwin twin = CypherPrinter.print(SampleRules.of("""
            pattern: p
            anchor: AWSEC2Instance
            let:
              role: exists -[:INSTANCE_PROFILE]->(AWSInstanceProfile)-[:ASSOCIATED_WITH]->(AWSRole)
              ports: >-
                set of rule.fromport, rule.toport via -[:MEMBER]->(AWSEC2SecurityGroup)<-[:MEMBER]-(rule:AWSIpRule)
                <-[:MEMBER_OF_IP_RULE]-(AWSIpRange {id: "0.0.0.0/0"})
            applies when: state = "running"
            fails when: exposed_internet is true and role and any p in ports satisfies (p.fromport <= 22)
            """));

        assertThat(twin.text()).isEqualTo("""
            MATCH (anchor:`AWSEC2Instance`)
            WITH anchor,
              EXISTS { MATCH (anchor)-[r1:`INSTANCE_PROFILE`]->(n1:`AWSInstanceProfile`) MATCH (n1)-[r2:`ASSOCIATED_WITH`]->(n2:`AWSRole`) } AS `let_role`,
              COLLECT { MATCH (anchor)-[r1:`MEMBER`]->(n1:`AWSEC2SecurityGroup`) MATCH (n1)<-[r2:`MEMBER`]-(n2:`AWSIpRule`) MATCH (n2)<-[r3:`MEMBER_OF_IP_RULE`]-(n3:`AWSIpRange`) WHERE (n3.`id` = $p1) RETURN DISTINCT {`fromport`: n2.`fromport`, `toport`: n2.`toport`} AS `row` } AS `let_ports`
            RETURN anchor.`_key` AS `key`,
              (anchor.`state` = $p2) AS `applies when`,
              (coalesce(anchor.`exposed_internet`, false) AND `let_role` AND any(`row_p` IN `let_ports` WHERE (`row_p`.`fromport` <= $p3))) AS `fails when`
            """);
        assertThat(twin.parameters())
                .containsExactly(entry("p1", "0.0.0.0/0"), entry("p2", "running"), entry("p3", 22L));
    }

    @Test
    void shouldPrintNumbersGatheredAlongAPath() {
        assertThat(gathering("count <-[:A|B]-(L|M where x and y is null)"))
                .isEqualTo("COUNT { MATCH (anchor)<-[r1:`A`|`B`]-(n1:`L`|`M`) WHERE (n1.`x` AND (n1.`y` IS NULL))"
                        + " RETURN DISTINCT n1 }");
        assertThat(gathering("max of r.weight via -[r:A where old is not true]->(L)"))
                .isEqualTo("head(COLLECT { MATCH (anchor)-[r1:`A`]->(n1:`L`) WHERE (NOT coalesce(r1.`old`, false))"
                        + " RETURN max(r1.`weight`) })");
    }

    @Test
    void shouldLeaveOutAbsentValuesOfASingleColumn() {
        assertThat(gathering("set of name via -[:A]->(L)"))
                .isEqualTo("COLLECT { MATCH (anchor)-[r1:`A`]->(n1:`L`) WHERE (n1.`name` IS NOT NULL)"
                        + " RETURN DISTINCT n1.`name` AS `row` }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1 or not b => ((anchor.`a` = $p1) OR (NOT anchor.`b`))",
                "a != 'x' => (anchor.`a` <> $p1)",
                "a is false => (NOT coalesce(anchor.`a`, true))",
                "a is not false => coalesce(anchor.`a`, true)",
                "a is not null => (anchor.`a` IS NOT NULL)",
                "a not in ['x'] => (NOT (anchor.`a` IN $p1))",
                "a starts with 'x' => (anchor.`a` STARTS WITH $p1)",
                "a older than 1 day => (anchor.`a` <= $now + duration({seconds: $p1}))",
                "a after now => (anchor.`a` > $now)",
                "a newer than $age => (anchor.`a` > $now - duration({seconds: $`parameter_age`}))",
                "a like 'iam:*' => (anchor.`a` =~ $p1)",
                "'x' like a => any(glob IN ([] + anchor.`a`) WHERE $p1 =~ '(?s)\\\\Q' + replace(replace(replace(glob,"
                        + " '\\\\E', '\\\\E\\\\\\\\E\\\\Q'), '*', '\\\\E.*\\\\Q'), '?', '\\\\E.\\\\Q') + '\\\\E')",
                "size(list(a)) > 0 => (size(([] + anchor.`a`)) > $p1)",
                "lower(a) in lower(list(b)) => (toLower(anchor.`a`) IN [item IN ([] + anchor.`b`) | toLower(item)])",
                "coalesce(a, b) = 1 => (coalesce(anchor.`a`, anchor.`b`) = $p1)",
                "no x in a, y in ['q'] satisfies (x = y) => (NOT any(`row_x` IN anchor.`a` WHERE any(`row_y` IN $p1"
                        + " WHERE (`row_x` = `row_y`))))",
            })
    void shouldPrintAnExpression(String text) {
        String[] parts = text.split(" => ", 2);
        String twin = CypherPrinter.print(SampleRules.of("pattern: p\nanchor: L\nfails when: >-\n  " + parts[0] + "\n"))
                .text();

        assertThat(twin.lines().toList())
                .isEqualTo(List.of(
                        "MATCH (anchor:`L`)", "RETURN anchor.`_key` AS `key`,", "  " + parts[1] + " AS `fails when`"));
    }

    @Test
    void shouldQuoteNamesSoThatTheyCannotLeaveTheirPlace() {
        CypherTwin twin = CypherPrinter.print(
                SampleRules.of("pattern: p\nanchor: 'A`) DETACH DELETE (n'\nfails when: \"x = '`) RETURN 1 //'\"\n"));

        assertThat(twin.text())
                .startsWith("MATCH (anchor:`A``) DETACH DELETE (n`)\n")
                .doesNotContain("RETURN 1");
        assertThat(twin.parameters()).containsEntry("p1", "`) RETURN 1 //");
    }

    @Test
    void shouldPrintPatternsOfLikeLiterallyApartFromTheirWildcards() {
        CypherTwin twin =
                CypherPrinter.print(SampleRules.of("pattern: p\nanchor: L\nfails when: a like 'x.y*?\\\\Ez'\n"));
        String regex = String.valueOf(twin.parameters().get("p1"));

        assertThat("x.yANYTHING+\\Ez").matches(regex);
        assertThat("xAyANYTHING+\\Ez").doesNotMatch(regex);
    }

    @Test
    void shouldPrintEveryRule() {
        assertThat(SampleRules.all(new ModelProblems()))
                .allSatisfy(rule -> assertThat(CypherPrinter.print(rule).text())
                        .contains("`fails when`")
                        .doesNotContain("0.0.0.0"));
    }

    private static String gathering(String text) {
        String twin = CypherPrinter.print(
                        SampleRules.of("pattern: p\nanchor: X\nlet:\n  it: >-\n    " + text + "\nfails when: it > 0\n"))
                .text();
        return twin.substring(twin.indexOf(",\n  ") + 4, twin.indexOf(" AS `let_it`"));
    }
}
