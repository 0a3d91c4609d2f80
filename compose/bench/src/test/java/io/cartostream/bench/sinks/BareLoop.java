package io.cartostream.bench.sinks;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Neo4jPropertyType;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * A plain loop without Kafka: groups rows by label and merges them on (label, id), in transactions of 2,000. It has no
 * technical key, no placeholders for missing ends, no deletions, and no fence against another writer.
 */
final class BareLoop implements BenchWriter {
    private static final int BATCH = 2_000;

    private final Driver driver;

    BareLoop(Driver driver) {
        this.driver = driver;
    }

    private record Statement(String text, List<Map<String, Object>> rows) {}

    @Override
    public String name() {
        return "bare loop";
    }

    @Override
    public double write(List<GraphChange> rows) {
        List<List<Statement>> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += BATCH) {
            batches.add(statements(rows.subList(from, Math.min(rows.size(), from + BATCH))));
        }
        long begin = System.nanoTime();
        try (Session session = driver.session()) {
            for (List<Statement> batch : batches) {
                try (Transaction tx = session.beginTransaction()) {
                    batch.forEach(statement -> tx.run(statement.text(), Map.of("rows", statement.rows()))
                            .consume());
                    tx.commit();
                }
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static List<Statement> statements(List<GraphChange> rows) {
        Map<String, List<Map<String, Object>>> byText = new LinkedHashMap<>();
        for (GraphChange change : rows) {
            byText.computeIfAbsent(text(change), any -> new ArrayList<>()).add(row(change));
        }
        return byText.entrySet().stream()
                .map(entry -> new Statement(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String text(GraphChange change) {
        return change.getType() == null
                ? "UNWIND $rows AS row MERGE (n:%s {id: row.id}) SET n:Asset, n = row.properties"
                        .formatted(change.getLabel())
                : "UNWIND $rows AS row MATCH (a:%s {id: row.from}) MATCH (b:%s {id: row.to}) MERGE (a)-[r:%s]->(b) SET r = row.properties"
                        .formatted(change.getFromLabel(), change.getToLabel(), change.getType());
    }

    private static Map<String, Object> row(GraphChange change) {
        Map<String, Object> properties = new HashMap<>();
        change.getProperties().forEach((name, value) -> properties.put(name, plain(value)));
        return change.getType() == null
                ? Map.of("id", change.getId(), "properties", properties)
                : Map.of("from", change.getFromId(), "to", change.getToId(), "properties", properties);
    }

    private static Object plain(Neo4jPropertyType value) {
        Object found = value.get(
                Neo4jPropertyType.getClassSchema().getField(value.getType()).pos());
        return value.getType().equals("TZDT") ? OffsetDateTime.parse(found.toString()) : found;
    }
}
