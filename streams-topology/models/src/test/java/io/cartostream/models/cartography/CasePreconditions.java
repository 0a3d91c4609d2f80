package io.cartostream.models.cartography;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applies the changes that a case's test makes to the graph directly before a step. They are input, not a result. */
final class CasePreconditions {
    private static final Pattern NODE =
            Pattern.compile("(?:MATCH|MERGE) \\((\\w+):(\\w+) ?\\{id: ([^}]+)}\\)\\s+SET (.*)", Pattern.DOTALL);
    private static final Pattern ASSIGNMENT = Pattern.compile("\\w+\\.(\\w+) = (\"[^\"]*\"|\\$\\w+)");
    private static final Pattern CREATE = Pattern.compile("CREATE \\(\\w+:(\\w+) \\{\\s*id: '([^']+)'");

    private CasePreconditions() {}

    /** Applies those of the steps from one to before another. */
    static void apply(JsonNode steps, int from, int to, CaseGraph graph) {
        for (int step = from; step < to; step++) {
            String query = steps.get(step).path("query").asText();
            JsonNode parameters = steps.get(step).path("params");
            Matcher node = NODE.matcher(query);
            if (node.matches()) {
                String id = value(node.group(3), parameters).asText();
                CaseGraph.Node changed = graph.node(node.group(2), id);
                changed.properties().put("id", ValueText.text(TextNode.valueOf(id)));
                ASSIGNMENT
                        .matcher(node.group(4))
                        .results()
                        .filter(assignment -> !assignment.group(1).equals("lastupdated"))
                        .forEach(assignment -> changed.properties()
                                .put(assignment.group(1), ValueText.text(value(assignment.group(2), parameters))));
            }
            Matcher create = CREATE.matcher(query);
            if (query.contains("lastupdated: $OldTag") && create.find()) {
                // last seen by an earlier sync: the engine, not a model, retracts it when this sync completes
                graph.remove(create.group(1), create.group(2));
            }
        }
    }

    private static JsonNode value(String text, JsonNode parameters) {
        return text.startsWith("$")
                ? parameters.get(text.substring(1))
                : TextNode.valueOf(text.substring(1, text.length() - 1));
    }
}
