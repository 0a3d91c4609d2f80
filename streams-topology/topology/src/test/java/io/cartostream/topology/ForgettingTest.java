package io.cartostream.topology;

import static io.cartostream.topology.Fixtures.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.GraphChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deletions leave in the end: their tombstones are written and their state goes, by the wall clock. */
class ForgettingTest {

    private static final int THINGS = 2_500;

    private final TopologyHarness harness;

    ForgettingTest(@TempDir Path state) {
        harness = new TopologyHarness(
                state,
                1,
                Map.of(
                        "tombstone.retention.ms",
                        Long.toString(Duration.ofDays(30).toMillis())));
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void shouldWriteTombstonesAndForgetOnceTheRetentionIsOver() {
        Map<String, String> many = new TreeMap<>();
        IntStream.range(0, THINGS).forEach(i -> many.put("r" + i, "{\"to\":[\"r0\"]}"));
        harness.send(Fixtures.sync(SCOPE, "s1", harness.now(), many));
        harness.advance(Duration.ofMinutes(1));
        harness.send(Fixtures.sync(SCOPE, "s2", harness.now(), Map.of("r1", "{}")));
        harness.send(Fixtures.event(
                SCOPE, null, 0, harness.now(), new io.cartostream.avro.RetractionConfirmed("s2", "tester")));
        advance(Duration.ofMillis(100), 20);
        assertThat(harness.changes())
                .filteredOn(change -> change.value() == null)
                .isEmpty();
        assertThat(harness.entries("entity-store")).isGreaterThan(THINGS);

        harness.advance(Duration.ofDays(29));
        assertThat(harness.changes()).as("remembered").isEmpty();

        harness.advance(Duration.ofDays(1));
        advance(Duration.ofMillis(20), 20);
        List<TestRecord<String, GraphChange>> tombstones = harness.changes();
        assertThat(tombstones)
                .hasSize(2 * THINGS - 1)
                .allMatch(change -> change.value() == null)
                .extracting(TestRecord::key)
                .doesNotHaveDuplicates()
                .doesNotContain("N|Thing|r1");
        assertThat(harness.entries("entity-store"))
                .as("r1 and the sync's metadata")
                .isLessThanOrEqualTo(3);
        assertThat(harness.entries("contribution-store")).isLessThanOrEqualTo(1);
        assertThat(harness.entries("node-work-store"))
                .as("the lookups in force, and that places are held")
                .isEqualTo(2);
    }

    private void advance(Duration step, int times) {
        for (int i = 0; i < times; i++) {
            harness.advance(step);
        }
    }
}
