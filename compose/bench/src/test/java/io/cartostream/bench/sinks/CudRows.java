package io.cartostream.bench.sinks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.cli.graph.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same upserts in the official connector's CUD format, merged on the same technical key. */
final class CudRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CudRows() {}

    static byte[] json(GraphChange change) {
        try {
            return JSON.writeValueAsBytes(change.getType() == null ? node(change) : relationship(change));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> node(GraphChange change) {
        List<String> labels = new ArrayList<>(List.of("CartostreamEntity"));
        labels.addAll(change.getLabels());
        return Map.of(
                "type",
                "node",
                "op",
                "merge",
                "labels",
                labels,
                "ids",
                Map.of("_key", ChangeRecords.key(change)),
                "properties",
                properties(change));
    }

    private static Map<String, Object> relationship(GraphChange change) {
        return Map.of(
                "type", "relationship",
                "op", "merge",
                "rel_type", change.getType(),
                "from", end(change.getFromLabel(), change.getFromId()),
                "to", end(change.getToLabel(), change.getToId()),
                "properties", properties(change));
    }

    private static Map<String, Object> end(String label, String id) {
        return Map.of(
                "labels",
                List.of("CartostreamEntity"),
                "ids",
                Map.of("_key", new EntityKey.Node(label, id).text()),
                "op",
                "merge");
    }

    /** Properties in JSON; a time is its text. */
    private static Map<String, Object> properties(GraphChange change) {
        Map<String, Object> properties = new LinkedHashMap<>();
        change.getProperties()
                .forEach((name, value) -> properties.put(
                        name,
                        value.get(Neo4jPropertyType.getClassSchema()
                                .getField(value.getType())
                                .pos())));
        return properties;
    }

    /** The configuration of a connector that reads these rows from a topic. */
    static ObjectNode connector(String uri, String topic) {
        return JSON.createObjectNode()
                .put("connector.class", "org.neo4j.connectors.kafka.sink.Neo4jConnector")
                .put("tasks.max", "1")
                .put("topics", topic)
                .put("neo4j.cud.topics", topic)
                .put("neo4j.uri", uri)
                .put("neo4j.authentication.type", "BASIC")
                .put("neo4j.authentication.basic.username", "neo4j")
                .put("neo4j.authentication.basic.password", Neo4jProcess.PASSWORD)
                .put("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .put("value.converter.schemas.enable", "false")
                .put("consumer.override.auto.offset.reset", "earliest");
    }
}
