package io.cartostream.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.avro.GraphChange;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.cartostream.avro.ResourceObserved;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroJsonTest {

    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void shouldShowEventTypePayloadAndTimeWhenItIsAnEvent() {
        JsonNode json = AvroJson.of(new InventoryEvent(
                "aws", "1", "r", "ec2.vpc", null, 0L, TIME, new ResourceObserved("vpc-1", "{\"VpcId\":\"vpc-1\"}")));

        assertThat(json.path("observedAt").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(json.path("syncId").isNull()).isTrue();
        assertThat(json.path("event").path("type").asText()).isEqualTo("ResourceObserved");
        assertThat(json.path("event").path("payload").path("VpcId").asText()).isEqualTo("vpc-1");
    }

    @Test
    void shouldShowPayloadAsTextWhenItIsNotJson() {
        JsonNode json = AvroJson.of(
                new InventoryEvent("aws", "1", "r", "ec2.vpc", null, 0L, TIME, new ResourceObserved("vpc-1", "{oops")));

        assertThat(json.path("event").path("payload").asText()).isEqualTo("{oops");
    }

    @Test
    void shouldShowPlainValuesWhenPropertiesAreTyped() {
        Neo4jPropertyType ports = new Neo4jPropertyType();
        ports.setType("LI64");
        ports.setLI64(List.of(80L, 443L));
        GraphChange change = new GraphChange();
        change.setOperation(Operation.NODE_UPSERT);
        change.setLabels(List.of("AWSVpc"));
        change.setProperties(Map.of("ports", ports));
        change.setEffectiveTime(TIME);

        JsonNode json = AvroJson.of(change);

        assertThat(json.path("operation").asText()).isEqualTo("NODE_UPSERT");
        assertThat(json.path("properties").toString()).isEqualTo("{\"ports\":[80,443]}");
    }
}
