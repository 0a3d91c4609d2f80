package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cartostream.connect.neo4j.converter.AvroRecordConverter;
import io.cartostream.connect.neo4j.converter.PatientAvroConverter;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.contract.EntityKey;
import io.cartostream.testkit.Neo4jProcess;
import io.confluent.connect.avro.AvroConverter;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a topic is written in makes no difference to the graph: Avro with a registry, JSON with schemas in the records and without. */
final class ConvertersIT {
    private static final Map<String, String> AVRO = Map.of("schema.registry.url", "mock://converters");

    private final Neo4jProcess neo4j = Neo4jProcess.empty();
    private final ChangeRecords records = new ChangeRecords(TaskHarness.PARTITIONS);

    static Stream<Arguments> converters() {
        SchemaRegistryClient registry = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
        return Stream.of(
                arguments(new AvroConverter(registry), new AvroConverter(registry), AVRO),
                arguments(new AvroConverter(registry), new PatientAvroConverter(new AvroConverter(registry)), AVRO),
                arguments(
                        new AvroConverter(registry),
                        new AvroRecordConverter(new KafkaAvroDeserializer(registry)),
                        AVRO),
                arguments(new JsonConverter(), new JsonConverter(), Map.of("schemas.enable", "true")),
                arguments(new JsonConverter(), new JsonConverter(), Map.of("schemas.enable", "false")));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("converters")
    void shouldWriteTheSameGraph(Converter writer, Converter converter, Map<String, String> settings) {
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
        writer.configure(settings, false);
        converter.configure(settings, false);
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            for (SinkRecord record : List.of(
                    records.nodeUpsert("Host", "h", List.of("Host", "Public"), properties),
                    records.nodeUpsert("Host", "gone", List.of("Host"), Map.of()),
                    records.relationshipUpsert("TALKS_TO", host, gone, Map.of("n", 1L)),
                    records.relationshipUpsert("PART_OF", host, gone, Map.of()),
                    records.relationshipDelete("PART_OF", host, gone),
                    records.nodeDelete("Host", "gone"))) {
                task.put(through(writer, converter, record));
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

    private static SinkRecord through(Converter writer, Converter converter, SinkRecord record) {
        byte[] bytes = writer.fromConnectData(ChangeRecords.TOPIC, record.valueSchema(), record.value());
        SchemaAndValue value = converter.toConnectData(ChangeRecords.TOPIC, bytes);
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
