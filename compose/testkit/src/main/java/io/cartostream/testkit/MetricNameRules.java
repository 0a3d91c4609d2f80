package io.cartostream.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conventions that {@code promtool check metrics} enforces, for the rules of the Prometheus JMX agent: base units, _total for
 * counters and for nothing else, no suffixes and labels of histograms, a help for each metric. Also refuses ids of clients as labels:
 * they change with every start, and each start would leave series behind.
 */
public final class MetricNameRules {

    private static final Set<String> WRONG_UNITS = Set.of(
            "ms",
            "us",
            "ns",
            "s",
            "sec",
            "m",
            "h",
            "d",
            "b",
            "kb",
            "mb",
            "gb",
            "milliseconds",
            "millis",
            "microseconds",
            "nanoseconds",
            "nanos",
            "minutes",
            "hours",
            "days",
            "kilobytes",
            "megabytes",
            "gigabytes");
    private static final Set<String> TYPES = Set.of("gauge", "counter", "summary", "histogram");
    private static final Pattern RESERVED = Pattern.compile(".*_(count|sum|bucket|created|info)");
    private static final Pattern LABEL = Pattern.compile("(\\w+): \"");
    private static final Pattern ALTERNATIVES = Pattern.compile("\\(([a-z0-9_-]+(?:\\|[a-z0-9_-]+)+)\\)");
    private static final Pattern GROUP = Pattern.compile("(?<!\\\\)\\((?!\\?)");
    /** The agent takes the help of these from the description of the attribute. */
    private static final String DESCRIBED = "io.cartostream<type=";

    private MetricNameRules() {}

    /** One line for each violation in the text of a rules file; empty if there is none. */
    public static List<String> problems(String rules) {
        List<String> problems = new ArrayList<>();
        String[] blocks = rules.split("(?m)^  - pattern: ", -1);
        for (String block : Arrays.asList(blocks).subList(1, blocks.length)) {
            String pattern = block.lines().findFirst().orElse("");
            String type = field(block, "type");
            if (field(block, "help").isEmpty() && !pattern.contains(DESCRIBED)) {
                problems.add(field(block, "name") + ": no help");
            }
            for (String name : names(pattern, field(block, "name"))) {
                check(name, type, problems);
            }
            labels(block, problems);
        }
        return problems;
    }

    private static void check(String name, String type, List<String> problems) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            problems.add(name + ": not in snake case");
        }
        if (type.equals("COUNTER") != name.endsWith("_total")) {
            problems.add(name + ": a " + type + (type.equals("COUNTER") ? " must" : " must not") + " end with _total");
        }
        if (RESERVED.matcher(name).matches()) {
            problems.add(name + ": ends with a reserved suffix");
        }
        for (String word : name.split("_", -1)) {
            if (WRONG_UNITS.contains(word)) {
                problems.add(name + ": " + word + " is not a base unit: use seconds or bytes");
            }
            if (TYPES.contains(word)) {
                problems.add(name + ": the name must not contain its type");
            }
        }
    }

    private static void labels(String block, List<String> problems) {
        Matcher labels = LABEL.matcher(field(block, "labels"));
        while (labels.find()) {
            if (Set.of("le", "quantile", "client", "client_id").contains(labels.group(1))) {
                problems.add(field(block, "name") + ": the label " + labels.group(1) + " is not allowed");
            }
        }
    }

    /** The names that a rule makes: each alternative of the group that the name refers to; a group without alternatives is a word. */
    private static List<String> names(String pattern, String name) {
        Matcher reference = Pattern.compile("\\$(\\d)").matcher(name);
        if (!reference.find()) {
            return List.of(name);
        }
        String group = group(pattern, Integer.parseInt(reference.group(1)));
        Matcher alternatives = ALTERNATIVES.matcher(group);
        List<String> words = alternatives.matches()
                ? List.of(alternatives.group(1).split("\\|", -1))
                : List.of(group.endsWith("_total)") ? "word_total" : "word");
        return words.stream()
                .map(word -> name.replace(reference.group(), word.replace('-', '_')))
                .toList();
    }

    /** The text of a group of the pattern, parentheses included. No group of these rules contains another one. */
    private static String group(String pattern, int number) {
        Matcher opening = GROUP.matcher(pattern);
        for (int i = 0; i < number; i++) {
            if (!opening.find()) {
                throw new IllegalArgumentException("no group " + number + " in " + pattern);
            }
        }
        return pattern.substring(opening.start(), pattern.indexOf(')', opening.start()) + 1);
    }

    private static String field(String block, String name) {
        Matcher line = Pattern.compile("(?m)^    " + name + ": (.+)$").matcher(block);
        return line.find() ? line.group(1).strip() : "";
    }
}
