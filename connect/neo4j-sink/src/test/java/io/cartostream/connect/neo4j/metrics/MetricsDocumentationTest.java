package io.cartostream.connect.neo4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.testkit.MetricNameRules;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every metric that the rules of the Prometheus agent export of the sink and the worker is explained in metrics.md, and no other. */
final class MetricsDocumentationTest {
    private static final Path PAGE = Path.of("../../_docs/reference/metrics.md");
    private static final Path RULES = Path.of("../../compose/connect-worker/src/main/jmx/connect.yml");
    private static final Pattern TABLE =
            Pattern.compile("<!-- metrics of the sink -->\n(.+)<!-- end of metrics of the sink -->", Pattern.DOTALL);
    private static final Pattern RULE =
            Pattern.compile("- pattern: '(.+)'\n( +attrNameSnakeCase: true\n)? +name: (\\S+)");
    private static final String BEAN = "io.cartostream.connect<type=neo4j-sink, connector=\"sink\", task=\"0\"";

    private record Rule(String pattern, boolean snake, String name) {}

    @Test
    void shouldExplainEveryMetric() throws IOException {
        Set<String> exported = new TreeSet<>(ofTheSink().values());
        rules().stream()
                .filter(rule -> !rule.pattern().contains("type=neo4j-sink"))
                .forEach(rule -> exported.add(rule.name().replaceAll("\\$\\d", "*")));

        assertThat(explained()).isEqualTo(exported);
    }

    @Test
    void shouldNameMetricsAsPrometheusWantsThem() throws IOException {
        assertThat(MetricNameRules.problems(Files.readString(RULES))).isEmpty();
    }

    @Test
    void shouldExportEveryAttributeUnderADistinctName() throws IOException {
        Map<String, String> names = ofTheSink();

        assertThat(names).hasSameSizeAs(SinkMetricsMXBean.class.getMethods());
        assertThat(names.entrySet().stream()
                        .filter(entry -> !entry.getKey().startsWith("ObservationToCommitMillis"))
                        .map(Map.Entry::getValue))
                .doesNotHaveDuplicates();
    }

    private static Set<String> explained() throws IOException {
        Matcher table = TABLE.matcher(Files.readString(PAGE));
        assertThat(table.find()).as("the table is there").isTrue();
        return Pattern.compile("(?m)^\\| `(.+?)` \\| ")
                .matcher(table.group(1))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Rule> rules() throws IOException {
        return RULE.matcher(Files.readString(RULES))
                .results()
                .map(rule -> new Rule(rule.group(1), rule.group(2) != null, rule.group(3)))
                .toList();
    }

    /** The name of each attribute, by the first rule that fits it, as the agent does. */
    private static Map<String, String> ofTheSink() throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        for (Method getter : SinkMetricsMXBean.class.getMethods()) {
            String attribute = getter.getName().substring("get".length());
            rules().stream()
                    .map(rule -> name(rule, attribute, getter.getReturnType() == Map.class))
                    .filter(name -> !name.isEmpty())
                    .findFirst()
                    .ifPresent(name -> names.put(attribute, name));
        }
        return names;
    }

    private static String name(Rule rule, String attribute, boolean byKey) {
        String shown =
                rule.snake() ? attribute.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT) : attribute;
        String line = BEAN + (byKey ? ", key=any><" + shown + ">value: 1" : "><>" + shown + ": 1");
        Matcher fits = Pattern.compile(".*?(?:" + rule.pattern() + ").*").matcher(line);
        return fits.matches() ? fits.replaceFirst(rule.name()) : "";
    }
}
