package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.connect.neo4j.testing.Neo4jProcess;
import io.cartostream.contract.EntityKey;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A topic in JSON instead of Avro gives the same graph, with schemas in the records and without. */
final class JsonConverterIT {
    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(TaskHarness.PARTITIONS);

    @ParameterizedTest(name = "schemas: {0}")
    @ValueSource(booleans = {true, false})
    void shouldWriteTheSameGraphFromJson(boolean schemas) {
        EntityKey.Node host = new EntityKey.Node("Host", "h");
        EntityKey.Node gone = new EntityKey.Node("Host", "gone");
        ZonedDateTime time = ZonedDateTime.parse("2026-03-01T10:11:12Z");
        Map<String, Object> properties = Map.of(
                "text",
                "t",
                "whole",
                7L,
                "real",
                1.0,
                "flag",
                true,
                "at",
                time,
                "list",
                List.of("a", "b"),
                "reals",
                List.of(2.0, 2.5));
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start();
                JsonConverter json = new JsonConverter()) {
            json.configure(Map.of("schemas.enable", schemas), false);
            for (SinkRecord record : List.of(
                    records.nodeUpsert("Host", "h", List.of("Host", "Public"), properties),
                    records.nodeUpsert("Host", "gone", List.of("Host"), Map.of()),
                    records.relationshipUpsert("TALKS_TO", host, gone, Map.of("n", 1L)),
                    records.relationshipUpsert("PART_OF", host, gone, Map.of()),
                    records.relationshipDelete("PART_OF", host, gone),
                    records.nodeDelete("Host", "gone"))) {
                task.put(through(json, record));
            }
            assertThat(task.deadLetters).isEmpty();
        }
        assertThat(neo4j.run("MATCH (n:Host:Public)-[:TALKS_TO {n: 1}]->(:CartostreamBare) RETURN n"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("n").asMap(value -> value.asObject()))
                        .containsAllEntriesOf(properties)
                        .hasSize(properties.size() + 1));
        assertThat(neo4j.count("MATCH ()-[r]->() RETURN count(r)")).isEqualTo(1);
    }

    private static SinkRecord through(JsonConverter json, SinkRecord record) {
        byte[] bytes = json.fromConnectData(ChangeRecords.TOPIC, record.valueSchema(), record.value());
        SchemaAndValue value = json.toConnectData(ChangeRecords.TOPIC, bytes);
        return new SinkRecord(
                record.topic(),
                record.kafkaPartition(),
                null,
                record.key(),
                value.schema(),
                value.value(),
                record.kafkaOffset(),
                record.timestamp(),
                record.timestampType());
    }
}
