package io.cartostream.topology;

import static io.cartostream.topology.Fixtures.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Operation;
import io.cartostream.avro.ScopeRetired;
import io.cartostream.avro.ScopeState;
import io.cartostream.engine.change.GraphChange.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wiring, from inventory-raw to graph-changes. Interleavings are the engine's simulator's matter. */
class GraphFlowTest {

    private static final String NODE_A = "N|Thing|a";
    private static final String NODE_B = "N|Thing|b";
    private static final String A_POINTS_AT_B = "R|POINTS_AT|Thing|a|Thing|b";

    private final TopologyHarness harness;

    GraphFlowTest(@TempDir Path state) {
        harness = new TopologyHarness(state, 1);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void shouldWriteNodeAndPayloadWhenResourceIsObserved() {
        harness.send(Fixtures.observed(SCOPE, "a", "{\"name\":\"A\"}", harness.now()));

        List<TestRecord<String, GraphChange>> changes = harness.changes();
        assertThat(changes).extracting(TestRecord::key).containsExactly(NODE_A);
        GraphChange change = changes.get(0).value();
        assertThat(change.getOperation()).isEqualTo(Operation.NODE_UPSERT);
        assertThat(change.getLabels()).containsExactly("Thing");
        assertThat(change.getProperties()).containsOnlyKeys("id", "name", "firstseen", "lastupdated");
        assertThat(change.getEffectiveTime()).isEqualTo(harness.now());
        assertThat(harness.items()).singleElement().satisfies(item -> {
            assertThat(item.key()).isEqualTo("test/acme/here/test.thing/a");
            assertThat(item.value().getPayload()).isEqualTo("{\"name\":\"A\"}");
        });
    }

    @Test
    void shouldWriteNoRelationshipWhenAnEndIsMissing() {
        harness.send(Fixtures.observed(SCOPE, "a", "{\"to\":[\"b\"]}", harness.now()));

        assertThat(summaries()).containsExactly(tuple(NODE_A, Operation.NODE_UPSERT, null));
    }

    @Test
    void shouldWriteTheRelationshipWhenItsSecondEndAppears() {
        harness.send(Fixtures.observed(SCOPE, "a", "{\"to\":[\"b\"]}", harness.now()));
        summaries();

        harness.send(Fixtures.observed(SCOPE, "b", "{}", harness.now()));

        assertThat(summaries())
                .containsExactlyInAnyOrder(
                        tuple(NODE_B, Operation.NODE_UPSERT, null),
                        tuple(A_POINTS_AT_B, Operation.RELATIONSHIP_UPSERT, null));
    }

    @Test
    void shouldDeleteTheRelationshipWhenAnEndIsRemoved() {
        harness.send(Fixtures.observed(SCOPE, "a", "{\"to\":[\"b\"]}", harness.now()));
        harness.send(Fixtures.observed(SCOPE, "b", "{}", harness.now()));
        summaries();

        harness.advance(Duration.ofSeconds(1));
        harness.send(Fixtures.removed(SCOPE, "b", harness.now()));

        assertThat(summaries())
                .containsExactlyInAnyOrder(
                        tuple(NODE_B, Operation.NODE_DELETE, Reason.LAST_CONTRIBUTOR_GONE.name()),
                        tuple(A_POINTS_AT_B, Operation.RELATIONSHIP_DELETE, Reason.END_GONE.name()));
        assertThat(harness.items()).last().satisfies(item -> assertThat(item.value())
                .isNull());
    }

    @Test
    void shouldFindTheOtherEndByPropertyWhenIdIsNotKnown() {
        harness.send(Fixtures.observed(SCOPE, "a", "{\"calls\":[\"Bee\"]}", harness.now()));
        harness.send(Fixtures.observed(SCOPE, "b", "{\"name\":\"Bee\"}", harness.now()));

        assertThat(summaries()).contains(tuple("R|CALLS|Thing|a|Thing|b", Operation.RELATIONSHIP_UPSERT, null));
    }

    @Test
    void shouldRetractWhatASyncDidNotSeeAndReportTheScope() {
        harness.send(Fixtures.sync(SCOPE, "s1", harness.now(), Map.of("a", "{}", "b", "{}", "c", "{}")));
        assertThat(harness.statuses()).last().satisfies(status -> {
            assertThat(status.key()).isEqualTo(SCOPE.key());
            assertThat(status.value().getState()).isEqualTo(ScopeState.FRESH);
            assertThat(status.value().getResources()).isEqualTo(3);
        });
        summaries();

        harness.advance(Duration.ofMinutes(1));
        harness.send(Fixtures.sync(SCOPE, "s2", harness.now(), Map.of("a", "{}", "b", "{}")));
        harness.advance(Duration.ofSeconds(1));

        assertThat(summaries())
                .contains(tuple("N|Thing|c", Operation.NODE_DELETE, Reason.LAST_CONTRIBUTOR_GONE.name()));
        assertThat(harness.statuses()).last().satisfies(status -> assertThat(
                        status.value().getLastRetracted())
                .isEqualTo(1));
    }

    @Test
    void shouldWriteNothingButTheSyncsTimeWhenInventoryIsUnchanged() {
        Map<String, String> payloads = Map.of("a", "{\"to\":[\"b\"]}", "b", "{\"name\":\"Bee\"}");
        harness.send(Fixtures.sync(SCOPE, "s1", harness.now(), payloads));
        summaries();
        harness.items();

        harness.advance(Duration.ofMinutes(1));
        harness.send(Fixtures.sync(SCOPE, "s2", harness.now(), payloads));

        assertThat(summaries())
                .extracting(change -> change.toList().get(0))
                .containsExactly("N|ModuleSyncMetadata|TestAccount_acme_Thing");
        assertThat(harness.items()).isEmpty();
    }

    @Test
    void shouldContinueLongWorkByTheClock() {
        Map<String, String> many = new TreeMap<>();
        IntStream.range(0, 3_000).forEach(i -> many.put("r" + i, "{}"));
        harness.send(Fixtures.sync(SCOPE, "s1", harness.now(), many));
        summaries();
        harness.advance(Duration.ofMinutes(1));
        harness.send(Fixtures.event(SCOPE, null, 0, harness.now(), new ScopeRetired("account closed", true)));

        long at = summaries().stream().filter(GraphFlowTest::isDeletion).count();
        assertThat(at).as("done at once").isLessThan(3_000);
        long later = 0;
        for (int i = 0; i < 20; i++) {
            harness.advance(Duration.ofMillis(20));
            later += summaries().stream().filter(GraphFlowTest::isDeletion).count();
        }
        assertThat(at + later).as("3,000 things and the sync's metadata").isEqualTo(3_001);
    }

    @Test
    void shouldGoOnFromItsStateWhenRestarted() {
        harness.send(Fixtures.observed(SCOPE, "a", "{\"to\":[\"b\"]}", harness.now()));
        summaries();

        harness.restart(1);
        harness.send(Fixtures.observed(SCOPE, "a", "{\"to\":[\"b\"]}", harness.now()));
        assertThat(summaries()).isEmpty();
        harness.send(Fixtures.observed(SCOPE, "b", "{}", harness.now()));
        assertThat(summaries()).contains(tuple(A_POINTS_AT_B, Operation.RELATIONSHIP_UPSERT, null));
    }

    private static boolean isDeletion(Tuple change) {
        return change.toList().get(1) == Operation.NODE_DELETE;
    }

    private List<Tuple> summaries() {
        return harness.changes().stream()
                .map(change -> tuple(
                        change.key(),
                        change.value().getOperation(),
                        change.value().getReason()))
                .toList();
    }
}
