package io.cartostream.cli.graph;

import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.contract.EntityKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Reads snapshots of the graph's entities: of all, or of some keys. */
final class GraphScan {
    private static final String KEY = "_key";
    private static final Set<String> TECHNICAL = Set.of("CartostreamEntity", "CartostreamBare");
    private static final int KEYS_AT_ONCE = 500;
    private static final String NODE = """
        RETURN n._key AS key, labels(n) AS labels, properties(n) AS properties,
          size([l IN labels(n) WHERE NOT l IN ['CartostreamEntity', 'CartostreamBare']]) = 0 AND NOT EXISTS { (n)--() } AS alone\
        """;
    private static final String NODES = "MATCH (n:CartostreamEntity) " + NODE;
    private static final String NODES_BY_KEY =
            "UNWIND $keys AS key MATCH (n:CartostreamEntity {_key: key}) WITH n " + NODE;
    private static final String RELATIONSHIPS = """
        MATCH (a:CartostreamEntity)-[r]->(b:CartostreamEntity)
        RETURN a._key AS from, type(r) AS type, b._key AS to, properties(r) AS properties\
        """;
    /** Looks between two ends, and never along all relationships of a hub. */
    private static final String RELATIONSHIPS_BY_ENDS = """
        UNWIND $rows AS row
        MATCH (a:CartostreamEntity {_key: row.from})
        MATCH (b:CartostreamEntity {_key: row.to})
        CALL (a, b) { MATCH (a)-[r]->(b) RETURN r }
        WITH row, r WHERE type(r) = row.type
        RETURN row.from AS from, row.type AS type, row.to AS to, properties(r) AS properties\
        """;

    private final Neo4jClient graph;
    private final StateHash hash;
    private long foreign;

    GraphScan(Neo4jClient graph, StateHash hash) {
        this.graph = graph;
        this.hash = hash;
    }

    /** Visits all nodes, then all relationships between them. */
    void all(Consumer<EntitySnapshot> visitor) {
        graph.stream(NODES, Map.of(), row -> node(row, visitor));
        graph.stream(RELATIONSHIPS, Map.of(), row -> relationship(row, visitor));
    }

    /** Visits the current state of these entities. Absent ones are not visited. */
    void of(Collection<String> keys, Consumer<EntitySnapshot> visitor) {
        List<String> nodes = new ArrayList<>();
        List<Map<String, Object>> relationships = new ArrayList<>();
        for (String key : keys) {
            if (EntityKey.parse(key) instanceof EntityKey.Relationship relationship) {
                relationships.add(Map.of(
                        "from", relationship.from().text(),
                        "type", relationship.type(),
                        "to", relationship.to().text()));
            } else {
                nodes.add(key);
            }
        }
        for (int from = 0; from < nodes.size(); from += KEYS_AT_ONCE) {
            List<String> some = nodes.subList(from, Math.min(nodes.size(), from + KEYS_AT_ONCE));
            graph.stream(NODES_BY_KEY, Map.of("keys", some), row -> node(row, visitor));
        }
        for (int from = 0; from < relationships.size(); from += KEYS_AT_ONCE) {
            List<Map<String, Object>> some =
                    relationships.subList(from, Math.min(relationships.size(), from + KEYS_AT_ONCE));
            graph.stream(RELATIONSHIPS_BY_ENDS, Map.of("rows", some), row -> relationship(row, visitor));
        }
    }

    /** Number of nodes and relationships whose key is not an entity key, because another writer created them. */
    long foreign() {
        return foreign;
    }

    private void node(Record row, Consumer<EntitySnapshot> visitor) {
        String key = text(row.get("key"));
        if (!(parse(key) instanceof EntityKey.Node)) {
            foreign++;
            return;
        }
        Set<String> labels = new HashSet<>(row.get("labels").asList(Value::asString));
        labels.removeAll(TECHNICAL);
        if (row.get("alone").asBoolean()) {
            visitor.accept(snapshot(key, EntitySnapshot.State.LEFTOVER, 0));
        } else if (!labels.isEmpty()) {
            Map<String, Object> properties = new HashMap<>(row.get("properties").asMap());
            properties.remove(KEY);
            visitor.accept(snapshot(key, EntitySnapshot.State.PRESENT, hash.of(labels, properties)));
        }
    }

    private void relationship(Record row, Consumer<EntitySnapshot> visitor) {
        if (!(parse(text(row.get("from"))) instanceof EntityKey.Node from)
                || !(parse(text(row.get("to"))) instanceof EntityKey.Node to)) {
            foreign++;
            return;
        }
        String key = new EntityKey.Relationship(row.get("type").asString(), from, to).text();
        long state = hash.of(List.of(), row.get("properties").asMap());
        visitor.accept(snapshot(key, EntitySnapshot.State.PRESENT, state));
    }

    private static EntitySnapshot snapshot(String key, EntitySnapshot.State state, long hash) {
        return new EntitySnapshot(EntitySnapshot.Side.GRAPH, key, -1, -1, state, hash, "");
    }

    private static String text(Value value) {
        return value.isNull() ? "" : String.valueOf(value.asObject());
    }

    private static Object parse(String key) {
        try {
            return EntityKey.parse(key);
        } catch (IllegalArgumentException e) {
            return key;
        }
    }
}
