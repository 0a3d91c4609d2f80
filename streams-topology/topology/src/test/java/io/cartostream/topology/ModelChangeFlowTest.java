package io.cartostream.topology;

import static io.cartostream.topology.Fixtures.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the application does when it is started with other models than before. */
class ModelChangeFlowTest {

    private static final Duration SLICE = Duration.ofMillis(20);

    private final TopologyHarness harness;

    ModelChangeFlowTest(@TempDir Path state) {
        harness = new TopologyHarness(state, 1);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void shouldDeriveEveryResourceAgainWhenOtherModelsAreInForce() {
        load(250);

        harness.restart(new ThingModels("second"), 2);
        List<TestRecord<String, GraphChange>> changes = work(20);

        assertThat(changes).hasSize(250).allSatisfy(change -> {
            assertThat(change.value().getOperation()).isEqualTo(Operation.NODE_UPSERT);
            assertThat(change.value().getProperties()).containsKey("epoch");
        });
        assertThat(changes).extracting(TestRecord::key).doesNotHaveDuplicates();
        assertThat(harness.items()).as("payloads did not change").isEmpty();
        assertThat(harness.readingsOfLatest()).isEqualTo(1);
        assertThat(work(20)).as("once").isEmpty();
    }

    @Test
    void shouldGoOnBehindTheLastSliceWhenRestartedInTheMiddle() {
        load(250);
        harness.restart(new ThingModels("second"), 2);
        List<TestRecord<String, GraphChange>> before = work(1);
        assertThat(before).hasSize(LatestDouble.SLICE);

        harness.restart(new ThingModels("second"), 2);
        List<TestRecord<String, GraphChange>> after = work(20);

        before.addAll(after);
        assertThat(before).hasSize(250).extracting(TestRecord::key).doesNotHaveDuplicates();
    }

    @Test
    void shouldReadNothingWhenTheModelsAreTheSame() {
        load(10);
        harness.restart(new ThingModels(), 1);
        harness.send(Fixtures.observed(SCOPE, "a1", "{\"name\":\"n\"}", harness.now()));
        assertThat(work(5)).isEmpty();
        assertThat(harness.readingsOfLatest()).isZero();
    }

    @Test
    void shouldReadNothingWhenThereIsNoStateYet() {
        harness.send(Fixtures.observed(SCOPE, "a1", "{}", harness.now()));
        work(5);
        assertThat(harness.readingsOfLatest()).isZero();
    }

    @Test
    void shouldNotOverwriteWhatWasObservedMeanwhile() {
        load(150);
        harness.restart(new ThingModels("second"), 2);
        harness.advance(Duration.ofMillis(1));
        harness.send(Fixtures.observed(SCOPE, "a149", "{\"name\":\"new\"}", harness.now()));

        List<TestRecord<String, GraphChange>> changes = work(20);

        assertThat(changes)
                .filteredOn(change -> change.key().equals("N|Thing|a149"))
                .singleElement()
                .extracting(change -> change.value().getProperties().get("name"))
                .isEqualTo(
                        Neo4jPropertyType.newBuilder().setType("S").setS("new").build());
        assertThat(changes).hasSize(150);
    }

    @Test
    void shouldRetractNothingBeforeAllPartitionsHaveAsserted() {
        load(250);
        harness.barrier(false);
        harness.restart(new MovedThings("second"), 2);
        List<TestRecord<String, GraphChange>> grown = work(30);
        assertThat(grown)
                .hasSize(250)
                .allSatisfy(change -> assertThat(change.value().getOperation()).isEqualTo(Operation.NODE_UPSERT));

        harness.restart(new MovedThings("second"), 2);
        assertThat(work(10)).as("still waiting").isEmpty();
        harness.barrier(true);
        assertThat(work(20))
                .hasSize(250)
                .allSatisfy(change -> assertThat(change.value().getOperation()).isEqualTo(Operation.NODE_DELETE));
        assertThat(work(20)).isEmpty();
    }

    @Test
    void shouldRetractNothingObservedBeforeAllPartitionsHaveAsserted() {
        load(10);
        harness.barrier(false);
        harness.restart(new MovedThings("second"), 2);
        harness.send(Fixtures.observed(SCOPE, "a3", "{\"name\":\"n\"}", harness.now()));
        List<TestRecord<String, GraphChange>> grown = work(5);
        harness.restart(new MovedThings("second"), 2);
        harness.send(Fixtures.observed(SCOPE, "a4", "{\"name\":\"other\"}", harness.now()));
        grown.addAll(work(5));
        assertThat(grown)
                .hasSize(10)
                .allSatisfy(change -> assertThat(change.value().getOperation()).isEqualTo(Operation.NODE_UPSERT));

        harness.barrier(true);
        assertThat(work(5))
                .hasSize(10)
                .allSatisfy(change -> assertThat(change.value().getOperation()).isEqualTo(Operation.NODE_DELETE));
    }

    @Test
    void shouldKeepTheFactsOfATypeWhoseModelIsBad() {
        load(20);
        harness.restart(new FrozenModels("second"), 2);
        assertThat(work(10)).as("frozen").isEmpty();

        harness.restart(new ThingModels("third"), 3);
        assertThat(work(10)).as("fixed").hasSize(20);
    }

    @Test
    void shouldRefuseOlderModelsThanThoseInForce() {
        load(5);
        harness.restart(new ThingModels("second"), 2);
        work(5);

        assertThatThrownBy(() -> {
                    harness.restart(new ThingModels(), 1);
                    harness.advance(SLICE);
                })
                .hasStackTraceContaining("models of epoch second are in force");
    }

    @Test
    void shouldRefuseAnOlderGenerationOfTheSameModels() {
        load(5);
        harness.restart(new ThingModels("second"), 2);
        work(5);
        harness.restart(new ThingModels(), 3);
        work(5);

        assertThatThrownBy(() -> {
                    harness.restart(new ThingModels(), 1);
                    harness.advance(SLICE);
                })
                .hasStackTraceContaining("(generation 3)");
    }

    private void load(int things) {
        Map<String, String> payloads = new TreeMap<>();
        IntStream.range(0, things).forEach(i -> payloads.put("a" + i, "{\"name\":\"n\"}"));
        harness.send(Fixtures.sync(SCOPE, "s1", harness.now(), payloads));
        harness.advance(SLICE);
        harness.changes();
    }

    private List<TestRecord<String, GraphChange>> work(int slices) {
        for (int i = 0; i < slices; i++) {
            harness.advance(SLICE);
        }
        return new ArrayList<>(harness.changes());
    }
}
