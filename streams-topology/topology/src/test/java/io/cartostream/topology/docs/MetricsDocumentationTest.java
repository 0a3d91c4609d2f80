package io.cartostream.topology.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.testkit.MetricNameRules;
import io.cartostream.topology.metrics.ScopeGauge;
import io.cartostream.topology.metrics.TopologyMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every metric that the rules of the Prometheus agent export is explained in metrics.md, in a generated table. */
class MetricsDocumentationTest {

    private static final Path PAGE = Path.of("../../_docs/reference/metrics.md");
    private static final Path RULES = Path.of("src/main/jmx/topology.yml");
    private static final String BEGIN = "<!-- metrics of the topology: generated -->\n";
    private static final String END = "<!-- end of metrics of the topology -->\n";
    private static final Set<TopologyMeter> GAUGES =
            EnumSet.of(TopologyMeter.PARTITIONS_REDERIVING, TopologyMeter.PARTITIONS_WITH_WORK);

    private static final Map<String, String> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put(
                "cartostream_topology_records_lag",
                "unread records, by topic and partition. `inventory-raw` is the lag of the scope stage,"
                        + " `facts-by-node` and `relationships-by-target` that of the node stage, `lookups-by-value` that"
                        + " of the lookup stage. If it keeps growing, add instances, or look for a hot partition");
        OTHERS.put("kafka_streams_thread_*", "each thread: rates of processing and commits");
        OTHERS.put("kafka_streams_thread_*_seconds", "each thread: how long a commit takes, on average and at most");
        OTHERS.put("kafka_streams_thread_blocked_seconds_total", "each thread: how long it waited for Kafka");
        OTHERS.put(
                "kafka_streams_task_*",
                "each task (`0_n` scope stage, `1_n` node stage, `2_n` lookup stage): records, commits");
        OTHERS.put(
                "kafka_streams_node_*_seconds",
                "time from a record's timestamp to the end of its processing by a processor");
        OTHERS.put("kafka_streams_*", "running and failed threads; a failed thread is replaced after a pause");
        OTHERS.put("kafka_consumer_*", "each thread: rebalances of the group, and those that failed");
        OTHERS.put("kafka_consumer_assigned_partitions", "each thread: partitions that it reads");
        OTHERS.put("kafka_producer_*", "each thread: records and bytes written per second, and errors");
        OTHERS.put("kafka_producer_transaction_commit_seconds_total", "each thread: time in transaction commits");
        OTHERS.put("jvm_heap_used_bytes", "used heap, without the memory of the state stores (`state.memory.bytes`)");
    }

    @Test
    void shouldExplainEveryMetric() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN).contains(END);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        String now = page.substring(0, from) + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("docs.rewrite")) {
            Files.writeString(PAGE, now);
        }
        assertThat(Files.readString(PAGE))
                .as("run the test with -Ddocs.rewrite=true and commit the page")
                .isEqualTo(now);
    }

    @Test
    void shouldKnowEveryNameThatTheRulesExport() throws IOException {
        List<String> unexplained = new ArrayList<>();
        Matcher names = Pattern.compile("(?m)^ +name: (\\S+)$").matcher(Files.readString(RULES));
        while (names.find()) {
            String name = names.group(1).replaceAll("\\$\\d", "*");
            if (!OTHERS.containsKey(name)
                    && !name.equals("cartostream_topology_*_total")
                    && !name.equals("cartostream_scope_*")
                    && GAUGES.stream().noneMatch(gauge -> nameOf(gauge).equals(name))) {
                unexplained.add(name);
            }
        }
        assertThat(unexplained).isEmpty();
    }

    @Test
    void shouldNameMetricsAsPrometheusWantsThem() throws IOException {
        assertThat(MetricNameRules.problems(Files.readString(RULES))).isEmpty();
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| metric | meaning |\n|---|---|\n");
        for (TopologyMeter meter : TopologyMeter.values()) {
            append(table, nameOf(meter), meter.description());
        }
        for (ScopeGauge gauge : ScopeGauge.values()) {
            append(table, "cartostream_scope_" + snake(gauge.attribute()), gauge.description());
        }
        OTHERS.forEach((name, meaning) -> append(table, name, meaning));
        return table.toString();
    }

    private static void append(StringBuilder table, String name, String meaning) {
        table.append("| `").append(name).append("` | ").append(meaning).append(" |\n");
    }

    private static String nameOf(TopologyMeter meter) {
        return "cartostream_topology_" + snake(meter.attribute()) + (GAUGES.contains(meter) ? "" : "_total");
    }

    private static String snake(String attribute) {
        return attribute.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
