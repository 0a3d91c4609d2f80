package io.cartostream.topology;

import static io.cartostream.topology.Fixtures.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.GraphChange;
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

/** Facts are derived again in slices that are measured by what is sent, not by what is read. */
class RederivationSliceTest {

    private static final int BUDGET = 10;
    private static final int THINGS = 60;

    private final TopologyHarness harness;

    RederivationSliceTest(@TempDir Path state) {
        harness = new TopologyHarness(state, 1, Map.of("slice.steps", Integer.toString(BUDGET)));
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void shouldEndASliceWhenItsBudgetIsSpent() {
        load();
        harness.restart(new MovedThings("second"), 2);
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<String> slice = work();
            assertThat(slice).hasSizeBetween(1, BUDGET);
            changed.addAll(slice);
        }

        harness.restart(new MovedThings("second"), 2);
        for (int i = 0; i < 40; i++) {
            List<String> slice = work();
            assertThat(slice).hasSizeLessThanOrEqualTo(BUDGET);
            changed.addAll(slice);
        }

        assertThat(changed).as("asserted, then retracted").hasSize(2 * THINGS).doesNotHaveDuplicates();
    }

    private void load() {
        Map<String, String> payloads = new TreeMap<>();
        IntStream.range(0, THINGS).forEach(i -> payloads.put("a" + i, "{\"name\":\"n\"}"));
        harness.send(Fixtures.sync(SCOPE, "s1", harness.now(), payloads));
        work();
        work();
    }

    private List<String> work() {
        harness.advance(Duration.ofMillis(20));
        return harness.changes().stream()
                .map(TestRecord<String, GraphChange>::key)
                .toList();
    }
}
