package io.cartostream.topology.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.Provenance;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Flag;
import io.cartostream.models.fact.PropertyValue.Listing;
import io.cartostream.models.fact.PropertyValue.Moment;
import io.cartostream.models.fact.PropertyValue.Real;
import io.cartostream.models.fact.PropertyValue.Text;
import io.cartostream.models.fact.PropertyValue.Whole;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AvroChangesTest {

    private static final Provenance CAUSE = new Provenance("aws", "123", "s1", 1_000);
    private static final EntityKey.Node A = new EntityKey.Node("Thing", "a");
    private static final EntityKey.Node B = new EntityKey.Node("Thing", "b");

    @Test
    void shouldWriteWholeNodeWhenItIsUpserted() {
        io.cartostream.avro.GraphChange avro = AvroChanges.toAvro(new GraphChange.NodeUpsert(
                A, List.of("Thing", "Further"), new TreeMap<>(Map.of("name", new Text("x"))), 1_500, 2_999, CAUSE));

        assertThat(avro.getOperation()).isEqualTo(Operation.NODE_UPSERT);
        assertThat(avro.getLabel()).isEqualTo("Thing");
        assertThat(avro.getId()).isEqualTo("a");
        assertThat(avro.getLabels()).containsExactly("Thing", "Further");
        assertThat(avro.getProperties()).containsOnlyKeys("name", "firstseen", "lastupdated");
        assertThat(avro.getProperties())
                .containsEntry("firstseen", AvroChanges.typed(new Whole(1_500)))
                .containsEntry("lastupdated", AvroChanges.typed(new Whole(2)));
        assertThat(avro.getProvider()).isEqualTo("aws");
        assertThat(avro.getAccount()).isEqualTo("123");
        assertThat(avro.getSyncId()).isEqualTo("s1");
        assertThat(avro.getEffectiveTime()).isEqualTo(Instant.ofEpochMilli(1_000));
    }

    @Test
    void shouldWriteBothEndsWhenRelationshipIsUpsertedOrDeleted() {
        EntityKey.Relationship key = new EntityKey.Relationship("POINTS_AT", A, B);
        io.cartostream.avro.GraphChange upsert =
                AvroChanges.toAvro(new GraphChange.RelationshipUpsert(key, new TreeMap<>(), 0, 0, CAUSE));
        io.cartostream.avro.GraphChange delete =
                AvroChanges.toAvro(new GraphChange.Deletion(key, GraphChange.Reason.END_GONE, CAUSE));

        assertThat(upsert.getOperation()).isEqualTo(Operation.RELATIONSHIP_UPSERT);
        assertThat(delete.getOperation()).isEqualTo(Operation.RELATIONSHIP_DELETE);
        assertThat(delete.getReason()).isEqualTo("END_GONE");
        assertThat(List.of(upsert, delete)).allSatisfy(avro -> {
            assertThat(avro.getType()).isEqualTo("POINTS_AT");
            assertThat(avro.getFromLabel() + avro.getFromId() + avro.getToLabel() + avro.getToId())
                    .isEqualTo("ThingaThingb");
        });
    }

    @Test
    void shouldNameTheOneFieldThatIsSetWhenPropertyIsTyped() {
        ZonedDateTime time = ZonedDateTime.parse("2026-03-01T10:11:12Z");

        assertTyped(new Text("x"), "S", "x");
        assertTyped(new Whole(7), "I64", 7L);
        assertTyped(new Real(1.5), "F64", 1.5);
        assertTyped(new Flag(true), "B", true);
        assertTyped(new Moment(time), "TZDT", "2026-03-01T10:11:12Z");
        assertTyped(new Listing(List.of(new Text("x"))), "LS", List.of("x"));
        assertTyped(new Listing(List.of(new Whole(7))), "LI64", List.of(7L));
        assertTyped(new Listing(List.of(new Real(1.5))), "LF64", List.of(1.5));
        assertTyped(new Listing(List.of(new Flag(true))), "LB", List.of(true));
        assertTyped(new Listing(List.of(new Moment(time))), "LZDT", List.of("2026-03-01T10:11:12Z"));
        assertTyped(new Listing(List.of()), "LS", List.of());
    }

    private static void assertTyped(PropertyValue value, String type, Object expected) {
        Neo4jPropertyType typed = AvroChanges.typed(value);
        assertThat(typed.getType()).isEqualTo(type);
        assertThat(typed.get(type)).isEqualTo(expected);
        long set = Neo4jPropertyType.getClassSchema().getFields().stream()
                .filter(field -> !field.name().equals("type") && typed.get(field.name()) != null)
                .count();
        assertThat(set).isEqualTo(1);
    }
}
