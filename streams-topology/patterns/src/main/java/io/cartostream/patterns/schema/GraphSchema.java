package io.cartostream.patterns.schema;

import io.cartostream.models.ModelSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the models in force say about the graph. Immutable. */
public final class GraphSchema {
    /** Label to the identity labels of the nodes that may carry it. */
    private final SortedMap<String, SortedSet<String>> carriers;
    /** Labels that nodes carry only under a condition. */
    private final Set<String> conditional;
    /** Identity label to its nodes' properties. */
    private final Map<String, SortedMap<String, PropertyShape>> properties;
    /** Label to the types that supply nodes with it. */
    private final Map<String, SortedSet<SupplyType>> suppliers;

    private final Map<String, List<RelationshipShape>> relationships;

    GraphSchema(SchemaBuilder built) {
        this.carriers = built.carriers;
        this.conditional = built.conditional;
        this.properties = built.properties();
        this.suppliers = built.suppliers();
        this.relationships = built.relationships();
    }

    /** Reads the declarations in force. */
    public static GraphSchema of(ModelSet models) {
        SchemaBuilder builder = new SchemaBuilder();
        models.accounts().forEach(builder::add);
        models.types().forEach(builder::add);
        return new GraphSchema(builder);
    }

    /** All labels, sorted. */
    public Set<String> labels() {
        return Collections.unmodifiableSet(carriers.keySet());
    }

    /** Whether some model yields nodes with the label. */
    public boolean hasLabel(String label) {
        return carriers.containsKey(label);
    }

    /** The identity labels of the nodes that may carry one of the labels. */
    public SortedSet<String> carriersOf(Collection<String> labels) {
        SortedSet<String> found = new TreeSet<>();
        labels.forEach(label -> found.addAll(carriers.getOrDefault(label, Collections.emptySortedSet())));
        return found;
    }

    /** Whether every node with one of the label's identity labels carries the label. */
    public boolean isUnconditional(String label) {
        return !conditional.contains(label);
    }

    /** The types that supply nodes with one of the labels: those that own the label; if there is none, those of its stubs. */
    public SortedSet<SupplyType> suppliersOf(Collection<String> labels) {
        SortedSet<SupplyType> found = new TreeSet<>();
        labels.forEach(label -> found.addAll(suppliers.getOrDefault(label, Collections.emptySortedSet())));
        return found;
    }

    /** The properties that nodes with one of the labels may have, sorted by name. */
    public SortedMap<String, PropertyShape> propertiesOf(Collection<String> labels) {
        SortedMap<String, PropertyShape> found = new TreeMap<>();
        for (String carrier : carriersOf(labels)) {
            properties
                    .getOrDefault(carrier, Collections.emptySortedMap())
                    .forEach((name, shape) -> found.merge(name, shape, (a, b) -> PropertyShape.union(List.of(a, b))));
        }
        return found;
    }

    /** The property of nodes with one of the labels; null if no model declares it. */
    public @Nullable PropertyShape property(Collection<String> labels, String property) {
        return propertiesOf(labels).get(property);
    }

    /** All relationship types, sorted. */
    public Set<String> relationshipTypes() {
        return new TreeSet<>(relationships.keySet());
    }

    /** What the models declare of a relationship type; empty for an unknown type. */
    public List<RelationshipShape> relationships(String type) {
        return relationships.getOrDefault(type, List.of());
    }

    /** Those relationships of a type that may lead from a node with one of the labels to one with one of the others. */
    public List<RelationshipShape> relationships(Collection<String> from, String type, Collection<String> to) {
        return relationships(type).stream()
                .filter(shape -> meet(shape.from(), from) && meet(shape.to(), to))
                .toList();
    }

    private boolean meet(Collection<String> declared, Collection<String> wanted) {
        return !Collections.disjoint(carriersOf(declared), carriersOf(wanted));
    }
}
