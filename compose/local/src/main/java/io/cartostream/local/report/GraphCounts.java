package io.cartostream.local.report;

import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many nodes and relationships of which kind there are.
 *
 * @param nodes by the label that identifies them; each node once
 * @param relationships by type
 */
public record GraphCounts(Map<String, Long> nodes, Map<String, Long> relationships) {

    private static final String NODES = "MATCH (n:CartostreamEntity) WHERE size(labels(n)) > 1"
            + " WITH split(n._key, '|')[1] AS label RETURN label AS name, count(*) AS count ORDER BY count DESC, name";
    private static final String RELATIONSHIPS = "MATCH (:CartostreamEntity)-[r]->(:CartostreamEntity)"
            + " RETURN type(r) AS name, count(*) AS count ORDER BY count DESC, name";

    /** Counts. */
    public static GraphCounts of(Neo4jClient graph) {
        return new GraphCounts(counts(graph, NODES), counts(graph, RELATIONSHIPS));
    }

    private static Map<String, Long> counts(Neo4jClient graph, String cypher) {
        return graph.read(cypher, Map.of(), result -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            result.forEachRemaining(row ->
                    counts.put(row.get("name").asString(), row.get("count").asLong()));
            return counts;
        });
    }

    /** All nodes. */
    public long allNodes() {
        return nodes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All relationships. */
    public long allRelationships() {
        return relationships.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Nodes on the left, relationships on the right. */
    public List<String> lines() {
        return TextColumns.beside(
                block("nodes", nodes, allNodes()), block("relationships", relationships, allRelationships()));
    }

    private static List<String> block(String title, Map<String, Long> counts, long all) {
        TextTable table = TextTable.of(title, "");
        counts.forEach((name, count) -> table.row(name, HumanText.count(count)));
        table.row("in all", HumanText.count(all));
        return new ArrayList<>(table.lines());
    }
}
