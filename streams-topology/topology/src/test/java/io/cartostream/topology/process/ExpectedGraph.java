package io.cartostream.topology.process;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.models.fact.FactSource;
import io.cartostream.topology.TopologyHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The graph that an undisturbed application makes, for models that the oracle's texts do not speak of. */
final class ExpectedGraph {

    private static final int SLICES = 30;

    private ExpectedGraph() {}

    /** The graph, as {@link GraphReader#graph} has it. */
    static Map<String, String> graph(Path folder, FactSource models, List<InventoryEvent> events) {
        Map<String, String> graph = new TreeMap<>();
        try (TopologyHarness harness = new TopologyHarness(folder, 1, Map.of(), models)) {
            harness.advance(Duration.between(harness.now(), Instant.now()));
            harness.send(events);
            for (int i = 0; i < SLICES; i++) {
                harness.advance(Duration.ofMillis(100));
            }
            harness.changes().forEach(change -> apply(graph, change.key(), GraphReader.textOf(change.value())));
        }
        return graph;
    }

    private static void apply(Map<String, String> graph, String key, String state) {
        if (state.equals("-")) {
            graph.remove(key);
        } else {
            graph.put(key, state);
        }
    }
}
