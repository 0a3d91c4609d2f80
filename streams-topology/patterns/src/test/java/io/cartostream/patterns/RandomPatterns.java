package io.cartostream.patterns;

import io.cartostream.patterns.language.PatternDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random patterns over the small world of {@code random-models}, as texts. */
final class RandomPatterns {
    private final Random random;

    RandomPatterns(Random random) {
        this.random = random;
    }

    PatternDefinition next(String name) {
        StringBuilder let = new StringBuilder();
        List<String> conditions = new ArrayList<>(List.of("p > 1", "f", "t older than 5 hours", "'x' in l"));
        List<String> values = new ArrayList<>();
        int gatherings = 1 + random.nextInt(3);
        for (int i = 0; i < gatherings; i++) {
            String gathering = "g" + i;
            String text = gathering(gathering, conditions);
            let.append("  ").append(gathering).append(": >-\n    ").append(text).append('\n');
            values.add(gathering);
        }
        StringBuilder yaml = new StringBuilder("pattern: " + name + "\nanchor: " + label() + "\nlet:\n" + let);
        yaml.append("fails when: >-\n  ").append(expression(conditions)).append('\n');
        yaml.append("values:\n");
        values.forEach(value ->
                yaml.append("  v").append(value).append(": ").append(value).append('\n'));
        return SampleRules.of(yaml.toString());
    }

    private String gathering(String name, List<String> conditions) {
        int hops = 1 + random.nextInt(3);
        StringBuilder path = new StringBuilder();
        List<String> variables = new ArrayList<>();
        for (int i = 1; i <= hops; i++) {
            boolean outward = random.nextBoolean();
            String relationship = "r" + i + ":" + pick("X", "Y", "X|Y") + pick("", "", " where w > 1");
            String condition = pick(
                    "",
                    "",
                    " where p > 1",
                    " where f",
                    " where t older than 3 hours",
                    " where q = 'a' or p = 2",
                    " where q is null",
                    " where id = 'n1'",
                    " where id in ['n0', 'n2']",
                    " {id: \"n0\"}");
            String node = "n" + i + ":" + pick("A", "B", "C", "Common", "A|B") + condition;
            path.append(outward ? "-[" : "<-[").append(relationship).append(outward ? "]->(" : "]-(");
            path.append(node).append(')');
            variables.add("n" + i + ".p");
            variables.add("n" + i + ".q");
            variables.add("r" + i + ".w");
        }
        String first = variables.get(random.nextInt(variables.size()));
        String second = variables.get(random.nextInt(variables.size()));
        switch (random.nextInt(6)) {
            case 0 -> {
                conditions.add(name);
                return "exists " + path;
            }
            case 1 -> {
                conditions.add(name + " >= 2");
                return "count " + path;
            }
            case 2 -> {
                conditions.add(name + " is null");
                return "min of " + first + " via " + path;
            }
            case 3 -> {
                conditions.add(name + " is not null");
                return "max of " + first + " via " + path;
            }
            case 4 -> {
                conditions.add("size(" + name + ") > 1");
                return "set of " + first + " as v via " + path;
            }
            default -> {
                conditions.add("any r in " + name + " satisfies (r.v is not null and r.u is null)");
                return "set of " + first + " as v, " + second + " as u via " + path;
            }
        }
    }

    private String expression(List<String> conditions) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            text.append(i == 0 ? "" : pick(" and ", " or "))
                    .append(pick("", "not "))
                    .append('(')
                    .append(conditions.get(random.nextInt(conditions.size())))
                    .append(')');
        }
        return text.toString();
    }

    String label() {
        return pick("A", "B", "C");
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
