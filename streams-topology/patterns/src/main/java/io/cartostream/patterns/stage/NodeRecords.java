package io.cartostream.patterns.stage;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.graph.PatternNode;
import io.cartostream.patterns.value.StateText;
import io.cartostream.patterns.value.ValueEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keeps of each node and relationship what the plans read, and no more. */
final class NodeRecords {
    private final PatternStore store;
    private final PlanIndex plans;

    NodeRecords(PatternStore store, PlanIndex plans) {
        this.store = store;
        this.plans = plans;
    }

    @Nullable
    PatternNode read(EntityKey.Node key) {
        String text = store.get(StateKeys.node(key));
        if (text == null) {
            return null;
        }
        List<String> parts = StateText.split(text);
        return PatternNode.of(
                key, new TreeSet<>(StateText.split(parts.get(0))), properties(parts.subList(1, parts.size())));
    }

    /** Stores a node's state, null for none; returns whether what the plans read has changed. */
    boolean write(EntityKey.Node key, @Nullable PatternNode node) {
        String text = node == null ? null : text(node);
        return write(StateKeys.node(key), text);
    }

    private @Nullable String text(PatternNode node) {
        String[] labels = node.labels().stream().filter(plans::knows).toArray(String[]::new);
        if (labels.length == 0) {
            return null;
        }
        List<String> parts = new ArrayList<>(List.of(StateText.join(labels)));
        parts.addAll(parts(node.properties()));
        return StateText.join(parts.toArray(String[]::new));
    }

    /** Stores the properties of a relationship, null for none; returns whether they have changed. */
    boolean writeEdge(String key, @Nullable Map<String, PropertyValue> properties) {
        return write(
                key,
                properties == null ? null : StateText.join(parts(properties).toArray(String[]::new)));
    }

    boolean knowsEdge(String key) {
        return store.get(key) != null;
    }

    SortedMap<String, PropertyValue> edgeProperties(String text) {
        return properties(StateText.split(text));
    }

    private boolean write(String key, @Nullable String text) {
        String before = store.get(key);
        if (text == null) {
            if (before != null) {
                store.delete(key);
            }
            return before != null;
        }
        if (text.equals(before)) {
            return false;
        }
        store.put(key, text);
        return true;
    }

    /** Alternating names and values; one empty part if there are none. */
    private List<String> parts(Map<String, PropertyValue> properties) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(properties).forEach((name, value) -> {
            if (plans.reads(name) && !name.equals("id")) {
                parts.add(name);
                parts.add(ValueEncoding.of(value));
            }
        });
        return parts.isEmpty() ? List.of("") : parts;
    }

    private static SortedMap<String, PropertyValue> properties(List<String> parts) {
        SortedMap<String, PropertyValue> properties = new TreeMap<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            properties.put(parts.get(i), ValueEncoding.parse(parts.get(i + 1)));
        }
        return properties;
    }
}
