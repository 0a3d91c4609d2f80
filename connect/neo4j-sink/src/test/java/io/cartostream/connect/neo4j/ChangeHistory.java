package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.sink.SinkRecord;
import org.neo4j.driver.Record;

/** Random changes of entities, as per-partition logs, and the graph that they mean when applied one after the other. */
final class ChangeHistory {
    private static final int FEW = 5;
    private static final List<String> TYPES = List.of("TALKS_TO", "PART_OF");
    private static final List<List<String>> LABELS =
            List.of(List.of("Host"), List.of("Host", "Public"), List.of("Host", "Old"));

    final List<List<SinkRecord>> logs = new ArrayList<>();
    /** Expected graph by entity key: labels and properties of a node, properties of a relationship. */
    final Map<String, String> nodes = new TreeMap<>();

    final Map<String, String> relationships = new TreeMap<>();
    private final String prefix;
    private final Random random;
    private final int size;
    private final ChangeRecords records = new ChangeRecords(TaskHarness.PARTITIONS);

    /** Of so few nodes that each is changed again and again. */
    ChangeHistory(String prefix, Random random, int length) {
        this(prefix, random, length, FEW);
    }

    /** @param size how many nodes there are */
    ChangeHistory(String prefix, Random random, int length, int size) {
        this.prefix = prefix;
        this.random = random;
        this.size = size;
        for (int i = 0; i < TaskHarness.PARTITIONS; i++) {
            logs.add(new ArrayList<>());
        }
        for (int i = 0; i < length; i++) {
            SinkRecord record = random.nextInt(3) == 0 ? nodeChange(i) : relationshipChange(i);
            logs.get(record.kafkaPartition()).add(record);
        }
    }

    private SinkRecord nodeChange(int version) {
        EntityKey.Node node = node();
        if (random.nextInt(3) == 0) {
            nodes.remove(node.text());
            return records.nodeDelete(node.label(), node.id());
        }
        List<String> labels = LABELS.get(random.nextInt(LABELS.size()));
        String property = random.nextBoolean() ? "a" : "b";
        nodes.put(node.text(), labels + " {" + property + "=" + version + "}");
        return records.nodeUpsert(node.label(), node.id(), labels, Map.of(property, version));
    }

    private SinkRecord relationshipChange(int version) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        EntityKey.Node from = node();
        EntityKey.Node to = node();
        String key = new EntityKey.Relationship(type, from, to).text();
        if (random.nextBoolean()) {
            relationships.remove(key);
            return records.relationshipDelete(type, from, to);
        }
        relationships.put(key, "{v=" + version + "}");
        return records.relationshipUpsert(type, from, to, Map.of("v", version));
    }

    private EntityKey.Node node() {
        return new EntityKey.Node("Host", prefix + "-" + random.nextInt(size));
    }

    /** Returns the expected nodes, bare ends included. */
    Map<String, String> expectedNodes() {
        Map<String, String> expected = new HashMap<>();
        for (String key : relationships.keySet()) {
            EntityKey.Relationship relationship = (EntityKey.Relationship) EntityKey.parse(key);
            expected.put(relationship.from().text(), "[CartostreamBare] {}");
            expected.put(relationship.to().text(), "[CartostreamBare] {}");
        }
        expected.putAll(nodes);
        return expected;
    }

    /** That the graph at rest holds of these entities what they mean, and nothing else. */
    void assertWritten(Neo4jProcess neo4j) {
        String prefixes = "N|Host|" + prefix + "-";
        assertThat(nodes(neo4j, prefixes)).isEqualTo(new TreeMap<>(expectedNodes()));
        assertThat(relationships(neo4j, prefixes)).isEqualTo(relationships);
    }

    private static Map<String, String> nodes(Neo4jProcess neo4j, String prefix) {
        Map<String, String> nodes = new TreeMap<>();
        for (Record row : neo4j.run(
                "MATCH (n) WHERE n._key STARTS WITH $prefix RETURN n, n._key AS key", Map.of("prefix", prefix))) {
            List<String> labels = new ArrayList<>();
            row.get("n").asNode().labels().forEach(labels::add);
            assertThat(labels).contains("CartostreamEntity");
            labels.remove("CartostreamEntity");
            labels.sort(null);
            Map<String, Object> properties = new HashMap<>(row.get("n").asMap());
            properties.remove("_key");
            nodes.put(row.get("key").asString(), labels + " " + properties);
        }
        return nodes;
    }

    private static Map<String, String> relationships(Neo4jProcess neo4j, String prefix) {
        Map<String, String> relationships = new TreeMap<>();
        for (Record row : neo4j.run(
                "MATCH (a)-[r]->(b) WHERE a._key STARTS WITH $prefix RETURN a._key AS a, type(r) AS type, r, b._key AS"
                        + " b",
                Map.of("prefix", prefix))) {
            EntityKey.Relationship key = new EntityKey.Relationship(
                    row.get("type").asString(),
                    (EntityKey.Node) EntityKey.parse(row.get("a").asString()),
                    (EntityKey.Node) EntityKey.parse(row.get("b").asString()));
            relationships.put(key.text(), row.get("r").asMap().toString());
        }
        return relationships;
    }
}
