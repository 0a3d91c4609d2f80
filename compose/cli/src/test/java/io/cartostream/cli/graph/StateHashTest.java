package io.cartostream.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateHashTest {
    private static final ZonedDateTime TIME = ZonedDateTime.parse("2026-03-01T10:11:12.000000005Z");

    private final StateHash hash = new StateHash();

    @Test
    void shouldBeEqualForARecordAndForWhatTheDriverGives() {
        Map<String, Neo4jPropertyType> typed = new HashMap<>();
        typed.put("b", typed("B", true));
        typed.put("i", typed("I64", 7L));
        typed.put("d", typed("F64", 0.5));
        typed.put("s", typed("S", "ü"));
        typed.put("t", typed("TZDT", TIME.toString()));
        typed.put("lb", typed("LB", List.of(true, false)));
        typed.put("li", typed("LI64", List.of(1L, 2L)));
        typed.put("ld", typed("LF64", List.of(1.5)));
        typed.put("ls", typed("LS", List.of()));
        typed.put("lt", typed("LZDT", List.of(TIME.toString())));
        Map<String, Object> driver = new HashMap<>(Map.of(
                "b",
                true,
                "i",
                7L,
                "d",
                0.5,
                "s",
                "ü",
                "t",
                TIME,
                "lb",
                List.of(true, false),
                "li",
                List.of(1L, 2L),
                "ld",
                List.of(1.5),
                "ls",
                List.of(),
                "lt",
                List.of(TIME)));

        long state = hash.of(List.of("B", "A"), driver);
        assertThat(hash.of(upsert(List.of("A", "B"), typed))).isEqualTo(state);

        driver.put("d", 1L);
        assertThat(hash.of(List.of("A", "B"), driver)).isNotEqualTo(state);
        assertThat(hash.of(List.of("A"), Map.of())).isNotEqualTo(hash.of(List.of(), Map.of("A", "")));
    }

    @Test
    void shouldRefuseATypedValueWithoutItsValue() {
        GraphChange change = upsert(List.of("A"), Map.of("x", typed("S", null)));
        assertThatThrownBy(() -> hash.of(change)).isInstanceOf(IllegalArgumentException.class);
        GraphChange unknown = upsert(List.of("A"), Map.of("x", typed("type", "S")));
        assertThatThrownBy(() -> hash.of(unknown)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The sink makes dead letters of these: they must not be expected in the graph. */
    @ParameterizedTest
    @ValueSource(
            strings = {"CartostreamEntity", "CartostreamBare", "CartostreamFence", " ", "back\\slash", "line\nbreak"})
    void shouldRefuseLabelsThatTheSinkRefuses(String label) {
        GraphChange change = upsert(List.of("A", label), Map.of());
        assertThatThrownBy(() -> hash.of(change)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_key", "", "back\\slash", "line\nbreak"})
    void shouldRefusePropertiesThatTheSinkRefuses(String name) {
        GraphChange change = upsert(List.of("A"), Map.of(name, typed("S", "x")));
        assertThatThrownBy(() -> hash.of(change)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "back\\slash", "line\nbreak"})
    void shouldRefuseRelationshipTypesThatTheSinkRefuses(String type) {
        GraphChange change = ChangeRecords.linked("h", "n");
        change.setType(type);
        assertThatThrownBy(() -> TopicLog.keyOf(change)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepTheOrderWithinABucketAndLeaveNoFiles() {
        try (SpillFiles spill = new SpillFiles()) {
            for (int i = 0; i < 1000; i++) {
                spill.add(new EntitySnapshot(
                        EntitySnapshot.Side.TOPIC,
                        "N|Host|" + i % 100,
                        3,
                        i,
                        EntitySnapshot.State.PRESENT,
                        i,
                        "aws/1"));
            }
            Map<String, Long> last = new HashMap<>();
            for (int bucket = 0; bucket < SpillFiles.BUCKETS; bucket++) {
                spill.read(bucket, sighting -> {
                    assertThat(sighting.account()).isEqualTo("aws/1");
                    assertThat(sighting.offset()).isGreaterThan(last.getOrDefault(sighting.key(), -1L));
                    last.put(sighting.key(), sighting.offset());
                });
            }
            assertThat(last).hasSize(100).containsEntry("N|Host|99", 999L);
        }
    }

    private static GraphChange upsert(List<String> labels, Map<String, Neo4jPropertyType> properties) {
        GraphChange change = new GraphChange();
        change.setOperation(Operation.NODE_UPSERT);
        change.setLabel("A");
        change.setId("a");
        change.setLabels(labels);
        change.setProperties(properties);
        change.setEffectiveTime(Instant.EPOCH);
        return change;
    }

    private static Neo4jPropertyType typed(String type, @Nullable Object value) {
        Neo4jPropertyType typed = new Neo4jPropertyType();
        typed.put(Neo4jPropertyType.getClassSchema().getField(type).pos(), value);
        typed.setType(type);
        return typed;
    }
}
