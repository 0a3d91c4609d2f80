package io.cartostream.engine;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The oracle for tests on a real broker: the expected result of events, as texts. */
public final class OracleGraph {
    private final Oracle oracle;

    /** An oracle without events. */
    public OracleGraph(FactSource models, EngineConfig config) {
        oracle = new Oracle(models, config);
    }

    Oracle oracle() {
        return oracle;
    }

    /** Takes an event; a scope's events come in the order of its topic. */
    public void apply(Dated dated) {
        oracle.apply(dated);
    }

    /** What the events taken so far come to, by entity key: labels, the identity label first, and properties with their types. */
    public SortedMap<String, String> graph() {
        SortedMap<String, String> graph = new TreeMap<>();
        oracle.graph().forEach((key, entity) -> {
            SortedMap<String, String> properties = new TreeMap<>();
            entity.properties().forEach((name, value) -> properties.put(name, plain(value)));
            graph.put(key, labels(key, entity) + " " + properties);
        });
        return graph;
    }

    private static List<String> labels(String key, Oracle.Entity entity) {
        List<String> labels = new ArrayList<>(entity.labels());
        if (EntityKey.parse(key) instanceof EntityKey.Node node) {
            labels.remove(node.label());
            labels.add(0, node.label());
        }
        return labels;
    }

    private static String plain(PropertyValue value) {
        return value instanceof PropertyValue.Text text
                ? "S:" + text.value()
                : "I64:" + ((PropertyValue.Whole) value).value();
    }

    /** When the syncs' metadata nodes were last completely listed, epoch seconds by entity key. */
    public SortedMap<String, Long> freshness() {
        return oracle.freshness();
    }
}
