package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.language.ParameterValue;
import io.cartostream.patterns.language.ParameterValue.PlainParameter;
import io.cartostream.patterns.language.PatternParseException;
import io.cartostream.patterns.language.PatternParser;
import io.cartostream.patterns.value.EvaluatedValue;
import io.cartostream.patterns.value.EvaluatedValue.KnownValue;
import io.cartostream.patterns.value.EvaluatedValue.LeastValue;
import io.cartostream.patterns.value.EvaluatedValue.MissingValue;
import io.cartostream.patterns.value.EvaluatedValue.RowSet;
import io.cartostream.patterns.value.ExpressionEvaluator;
import io.cartostream.patterns.value.GatheredRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionEvaluatorTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Map<String, EvaluatedValue> VALUES = Map.ofEntries(
            Map.entry("one", new KnownValue(new PropertyValue.Whole(1))),
            Map.entry("half", new KnownValue(new PropertyValue.Real(0.5))),
            Map.entry("name", new KnownValue(new PropertyValue.Text("Web-01"))),
            Map.entry("yes", KnownValue.TRUE),
            Map.entry("no_", KnownValue.FALSE),
            Map.entry(
                    "created",
                    new KnownValue(
                            new PropertyValue.Moment(NOW.minusSeconds(86_400).atZone(ZoneOffset.UTC)))),
            Map.entry(
                    "tags",
                    new KnownValue(new PropertyValue.Listing(
                            List.of(new PropertyValue.Text("a*"), new PropertyValue.Text("b"))))),
            Map.entry("unread", MissingValue.because("iam.user was not read", true)),
            Map.entry("ports", rows(true, 22, 443)),
            Map.entry("some_ports", rows(false, 22, 443)),
            Map.entry("none", rows(true)),
            Map.entry("many", new LeastValue(3, new TreeSet<>(List.of("partly read")))));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "one = 1; true",
                "one = 1.0; true",
                "one = '1'; false",
                "half < one; true",
                "name < one; null",
                "absent = 1; null",
                "absent != 1; null",
                "absent is null; true",
                "one is not null; true",
                "unread is null; null",
                "absent is true; false",
                "absent is not true; true",
                "unread is true; null",
                "yes is not false; true",
                "not absent; null",
                "yes or absent; true",
                "no_ or absent; null",
                "no_ and absent; false",
                "yes and absent; null",
                "yes and not no_; true",
                "'ax' like tags; true",
                "'c' like tags; false",
                "name like 'web*'; false",
                "lower(name) like 'web-??'; true",
                "name contains 'b-0' and name starts with 'W' and name ends with '1'; true",
                "'b' in tags; true",
                "absent in tags; null",
                "absent in []; false",
                "one in absent; null",
                "22 in ports; true",
                "80 in ports; false",
                "80 in some_ports; null",
                "22 in some_ports; true",
                "size(ports) = 2; true",
                "size(some_ports) >= 2; true",
                "size(some_ports) >= 3; null",
                "size(some_ports) < 2; false",
                "many > 2; true",
                "many > 3; null",
                "2 < many; true",
                "many = 2; false",
                "any p in ports satisfies (p.port > 400); true",
                "any p in some_ports satisfies (p.port > 500); null",
                "all p in ports satisfies (p.port > 30); false",
                "all p in none satisfies (p.port > 30); true",
                "no p in ports satisfies (p.port > 500); true",
                "no p in none satisfies (absent); true",
                "any p in ports satisfies (absent); null",
                "any p in ports, q in [21, 22] satisfies (p.port = q); true",
                "any p in $ports satisfies (p = 80); true",
                "size(union(ports, none)) = 2; true",
                "coalesce(absent, name) = 'Web-01'; true",
                "coalesce(unread, name) = 'Web-01'; null",
                "created older than 24 hours; true",
                "created older than 25 hours; false",
                "created newer than 25 hours; true",
                "created before now; true",
                "created after now - 23 hours; false",
                "absent older than 1 day; null",
            })
    void shouldEvaluateInThreeValues(String expression, String expected) throws PatternParseException {
        EvaluatedValue value = evaluate(expression, new ExpressionEvaluator(parameters(), NOW));

        assertThat(value instanceof KnownValue ? String.valueOf(value.is(true)) : "null")
                .isEqualTo(expected);
    }

    @Test
    void shouldExplainAnUnknownResultByEveryReason() throws PatternParseException {
        EvaluatedValue value = evaluate("absent = 1 or unread", new ExpressionEvaluator(parameters(), NOW));

        assertThat(value.reasons()).containsExactly("absent has no value", "iam.user was not read");
    }

    @Test
    void shouldFindTheNextTimeAtWhichAResultMayChange() throws PatternParseException {
        ExpressionEvaluator evaluator = new ExpressionEvaluator(parameters(), NOW);
        evaluate("created older than 3 days or created newer than 2 days", evaluator);

        assertThat(evaluator.dueAt()).isEqualTo(NOW.plusSeconds(86_400));
    }

    @Test
    void shouldHaveNoDueTimeWhenTheResultIsForGood() throws PatternParseException {
        ExpressionEvaluator evaluator = new ExpressionEvaluator(parameters(), NOW);
        evaluate("created older than 1 hour", evaluator);

        assertThat(evaluator.dueAt()).isNull();
    }

    private static EvaluatedValue evaluate(String expression, ExpressionEvaluator evaluator)
            throws PatternParseException {
        return evaluator.evaluate(
                PatternParser.expression(expression),
                name -> VALUES.getOrDefault(name, MissingValue.because(name + " has no value", false)));
    }

    private static Map<String, ParameterValue> parameters() {
        return Map.of("ports", new PlainParameter(new PropertyValue.Listing(List.of(new PropertyValue.Whole(80)))));
    }

    private static RowSet rows(boolean read, long... ports) {
        TreeSet<GatheredRow> rows = new TreeSet<>();
        Arrays.stream(ports).forEach(port -> rows.add(new GatheredRow(List.of(new PropertyValue.Whole(port)))));
        return new RowSet(List.of("port"), rows, new TreeSet<>(read ? List.of() : List.of("partly read")));
    }
}
