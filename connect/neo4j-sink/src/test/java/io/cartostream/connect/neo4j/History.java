package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.sink.SinkRecord;

/** Random changes of a handful of entities, as per-partition logs, and the graph that they mean when applied one after the other. */
final class History {
    private static final int NODES = 5;
    private static final List<String> TYPES = List.of("TALKS_TO", "PART_OF");
    private static final List<List<String>> LABELS =
            List.of(List.of("Host"), List.of("Host", "Public"), List.of("Host", "Old"));

    final List<List<SinkRecord>> logs = new ArrayList<>();
    /** Entity key to what stands in the graph: labels and properties of a node, properties of a relationship. */
    final Map<String, String> nodes = new TreeMap<>();

    final Map<String, String> relationships = new TreeMap<>();
    private final String prefix;
    private final Random random;
    private final ChangeRecords records = new ChangeRecords(TaskHarness.PARTITIONS);

    History(String prefix, Random random, int length) {
        this.prefix = prefix;
        this.random = random;
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
        return new EntityKey.Node("Host", prefix + "-" + random.nextInt(NODES));
    }

    /** The nodes that should stand in the graph, bare ends included. */
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
}
