package io.cartostream.models.cartography;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.Fact.LookupFact;
import io.cartostream.models.fact.Fact.NodeFact;
import io.cartostream.models.fact.Fact.RelationshipFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A minimal merge of facts: nodes with the union of all assertions, owners before stubs, and relationships whose two ends
 * exist. Properties are kept as text in {@link ValueText} form.
 */
final class CaseGraph {

    /** A node by {@code label|id}. */
    record Node(String label, String id, Set<String> labels, Map<String, String> properties) {}

    private final Map<String, Node> nodes = new TreeMap<>();
    private final Set<String> relationships = new TreeSet<>();

    Map<String, Node> nodes() {
        return nodes;
    }

    Set<String> relationships() {
        return relationships;
    }

    static String key(String label, String id) {
        return label + "|" + id;
    }

    static String relationship(String type, String from, String to, Map<String, String> properties) {
        Map<String, String> sorted = new TreeMap<>(properties);
        return "(" + from + ")-[" + type + (sorted.isEmpty() ? "" : " " + sorted) + "]->(" + to + ")";
    }

    Node node(String label, String id) {
        return nodes.computeIfAbsent(
                key(label, id), key -> new Node(label, id, new TreeSet<>(Set.of(label)), new TreeMap<>()));
    }

    /** Removes a node and its relationships. */
    void remove(String label, String id) {
        String key = key(label, id);
        nodes.remove(key);
        relationships.removeIf(relationship -> relationship.contains("(" + key + ")"));
    }

    /** A graph that changes apart from this one. */
    CaseGraph copy() {
        CaseGraph copy = new CaseGraph();
        nodes.forEach((key, node) -> copy.nodes.put(
                key,
                new Node(node.label(), node.id(), new TreeSet<>(node.labels()), new TreeMap<>(node.properties()))));
        copy.relationships.addAll(relationships);
        return copy;
    }

    /**
     * Takes away what earlier facts asserted and later ones do not. A node of the seed stays, without the properties that the
     * earlier facts gave it.
     */
    void retract(List<Fact> earlier, List<Fact> later, CaseGraph seed) {
        Set<String> kept = new TreeSet<>();
        later.forEach(fact -> kept.add(identity(fact)));
        for (Fact fact : earlier) {
            if (kept.contains(identity(fact))) {
                continue;
            }
            if (fact instanceof NodeFact node) {
                retract(node, seed);
            } else if (fact instanceof RelationshipFact relationship) {
                EntityKey.Relationship key = relationship.key();
                String from = text(key.from());
                String to = text(key.to());
                relationships.removeIf(
                        each -> each.startsWith("(" + from + ")-[" + key.type()) && each.endsWith("->(" + to + ")"));
            }
        }
    }

    private void retract(NodeFact fact, CaseGraph seed) {
        String key = text(fact.key());
        Node node = nodes.get(key);
        Node seeded = seed.nodes.get(key);
        if (node == null) {
            return;
        }
        if (seeded == null) {
            remove(fact.key().label(), fact.key().id());
            return;
        }
        fact.assertion().properties().keySet().stream()
                .filter(name -> !seeded.properties().containsKey(name))
                .forEach(node.properties()::remove);
    }

    private static String identity(Fact fact) {
        if (fact instanceof NodeFact node) {
            return text(node.key());
        }
        return fact instanceof RelationshipFact relationship
                ? relationship.key().toString()
                : ((LookupFact) fact).toString();
    }

    /** Adds facts to the graph. */
    void add(List<Fact> facts) {
        for (boolean owners : new boolean[] {false, true}) {
            facts.stream()
                    .filter(fact ->
                            fact instanceof NodeFact && (fact.assertion().role() == AssertionRole.OWNER) == owners)
                    .forEach(fact -> add((NodeFact) fact));
        }
        for (Fact fact : facts) {
            if (fact instanceof RelationshipFact relationship) {
                EntityKey.Relationship key = relationship.key();
                add(key.type(), text(key.from()), text(key.to()), properties(relationship));
            } else if (fact instanceof LookupFact lookup) {
                for (String found : find(lookup)) {
                    String anchor = text(lookup.anchor());
                    add(
                            lookup.type(),
                            lookup.outward() ? anchor : found,
                            lookup.outward() ? found : anchor,
                            properties(lookup));
                }
            }
        }
    }

    private void add(NodeFact fact) {
        Node node = node(fact.key().label(), fact.key().id());
        node.labels().addAll(fact.assertion().labels());
        fact.assertion().properties().forEach((name, value) -> {
            if (value != null) {
                node.properties().put(name, ValueText.text(value));
            } else if (fact.assertion().role() == AssertionRole.OWNER) {
                node.properties().remove(name);
            }
        });
    }

    private List<String> find(LookupFact lookup) {
        List<String> found = new ArrayList<>();
        nodes.forEach((key, node) -> {
            if (node.labels().contains(lookup.target().label())
                    && lookup.target().values().entrySet().stream().allMatch(wanted -> ValueText.text(wanted.getValue())
                            .equals(node.properties().get(wanted.getKey())))) {
                found.add(key);
            }
        });
        return found;
    }

    private void add(String type, String from, String to, Map<String, String> properties) {
        if (nodes.containsKey(from) && nodes.containsKey(to)) {
            relationships.add(relationship(type, from, to, properties));
        }
    }

    private static Map<String, String> properties(Fact fact) {
        Map<String, String> properties = new TreeMap<>();
        fact.assertion().properties().forEach((name, value) -> {
            if (value != null) {
                properties.put(name, ValueText.text(value));
            }
        });
        return properties;
    }

    private static String text(EntityKey.Node key) {
        return key(key.label(), key.id());
    }

    /** The differences between the expected graph and this one, sorted. */
    List<String> differencesFrom(CaseGraph expected) {
        List<String> differences = new ArrayList<>();
        expected.nodes.forEach((key, node) -> {
            Node ours = nodes.get(key);
            if (ours == null) {
                differences.add("missing node " + key);
                return;
            }
            if (!ours.labels().equals(node.labels())) {
                differences.add("labels of " + key + ": " + ours.labels() + " instead of " + node.labels());
            }
            Set<String> names = new TreeSet<>(node.properties().keySet());
            names.addAll(ours.properties().keySet());
            for (String name : names) {
                String wanted = node.properties().get(name);
                String got = ours.properties().get(name);
                if (!String.valueOf(wanted).equals(String.valueOf(got))) {
                    differences.add("property " + node.label() + "." + name + " of " + key + ": " + got + " instead of "
                            + wanted);
                }
            }
        });
        nodes.keySet().stream()
                .filter(key -> !expected.nodes.containsKey(key))
                .forEach(key -> differences.add("extra node " + key));
        expected.relationships.stream()
                .filter(key -> !relationships.contains(key))
                .forEach(key -> differences.add("missing relationship " + key));
        relationships.stream()
                .filter(key -> !expected.relationships.contains(key))
                .forEach(key -> differences.add("extra relationship " + key));
        return differences;
    }
}
