package io.cartostream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class RegisteredSerializerTest {

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final RegisteredSerializer<InventoryItem> serializer = new RegisteredSerializer<>(confluent());

    @Test
    void shouldWriteWhatConfluentsSerializerWrites() throws IOException, RestClientException {
        // ids that differ between the topics
        registry.register("other-value", new AvroSchema("\"string\""));
        registry.register("one-value", registered(InventoryItem.class));
        registry.register("two-value", registered(InventoryItem.class));
        KafkaAvroSerializer expected = confluent();
        for (int i = 0; i < 3; i++) {
            for (String topic : new String[] {"one", "two"}) {
                InventoryItem item = item("i-" + i);
                assertThat(serializer.serialize(topic, item)).isEqualTo(expected.serialize(topic, item));
            }
        }
        assertThat(serializer.serialize("one", null)).isNull();
    }

    @Test
    void shouldWriteEveryTypeOfPropertyAsConfluentsDoes() throws IOException, RestClientException {
        registry.register("graph-value", registered(GraphChange.class));
        registry.register("status-value", registered(ScopeStatus.class));
        KafkaAvroSerializer expected = confluent();
        RegisteredSerializer<GraphChange> changes = new RegisteredSerializer<>(confluent());
        RegisteredSerializer<ScopeStatus> statuses = new RegisteredSerializer<>(confluent());
        GraphChange change = new GraphChange();
        change.setOperation(Operation.NODE_UPSERT);
        change.setLabel("EC2Instance");
        change.setId("i-1");
        change.setLabels(List.of("EC2Instance", "Instance"));
        change.setEffectiveTime(Instant.ofEpochMilli(1_760_000_000_123L));
        Map<String, Neo4jPropertyType> properties = new TreeMap<>();
        Map<String, Object> values = Map.of(
                "B",
                true,
                "I64",
                Long.MIN_VALUE,
                "F64",
                -0.5,
                "S",
                "ä漢😀",
                "TZDT",
                "2026-03-01T10:11:12Z",
                "LB",
                List.of(true, false),
                "LI64",
                List.of(1L, -1L),
                "LF64",
                List.of(),
                "LS",
                List.of("a", ""),
                "LZDT",
                List.of("2026-03-01T10:11:12Z"));
        values.forEach((type, value) -> {
            Neo4jPropertyType property = new Neo4jPropertyType();
            property.setType(type);
            property.put(property.getSchema().getField(type).pos(), value);
            properties.put("p" + type, property);
        });
        change.setProperties(properties);
        ScopeStatus status = ScopeStatus.newBuilder()
                .setProvider("aws")
                .setAccount("1")
                .setRegion("eu")
                .setResourceType("ec2.vpc")
                .setState(ScopeState.HELD)
                .setHeldSince(Instant.ofEpochMilli(5))
                .setUpdatedAt(Instant.ofEpochMilli(7))
                .build();

        for (int i = 0; i < 2; i++) { // the first is Confluent's own
            assertThat(changes.serialize("graph", change)).isEqualTo(expected.serialize("graph", change));
            assertThat(statuses.serialize("status", status)).isEqualTo(expected.serialize("status", status));
        }
    }

    @Test
    void shouldServeManyThreadsAtOnce() throws Exception {
        registry.register("one-value", registered(InventoryItem.class));
        KafkaAvroSerializer expected = confluent();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> same = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread * 1000;
                same.add(threads.submit(() -> IntStream.range(first, first + 1000)
                        .mapToObj(i -> item("i-" + "x".repeat(i % 50) + i))
                        .allMatch(item ->
                                Arrays.equals(serializer.serialize("one", item), expected.serialize("one", item)))));
            }
            for (Future<Boolean> each : same) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldGoOnWhenARecordDoesNotFitItsSchema() throws IOException, RestClientException {
        registry.register("one-value", registered(InventoryItem.class));
        byte[] good = serializer.serialize("one", item("i-1"));
        InventoryItem bad = item("i-2");
        bad.setAccount(null);
        assertThatThrownBy(() -> serializer.serialize("one", bad))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("one");
        assertThat(serializer.serialize("one", item("i-1"))).isEqualTo(good);
    }

    /** The schema as the deployment registers it: the file, without what the generated class adds. */
    private static AvroSchema registered(Class<?> type) throws IOException {
        try (InputStream avsc = type.getResourceAsStream("/avro/" + type.getSimpleName() + ".avsc")) {
            return new AvroSchema(new String(avsc.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private KafkaAvroSerializer confluent() {
        KafkaAvroSerializer confluent = new KafkaAvroSerializer(registry);
        confluent.configure(
                Map.of(
                        "schema.registry.url", "mock://none",
                        "auto.register.schemas", false,
                        "avro.remove.java.properties", true),
                false);
        return confluent;
    }

    private static InventoryItem item(String id) {
        return new InventoryItem(
                "aws", "123456789012", "eu-west-1", "ec2.instance", id, "{}", "sync", Instant.ofEpochMilli(1));
    }
}
