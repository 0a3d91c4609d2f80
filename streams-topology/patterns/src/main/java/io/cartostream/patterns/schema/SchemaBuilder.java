package io.cartostream.patterns.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.models.declaration.AccountDeclaration;
import io.cartostream.models.declaration.ItemDeclaration;
import io.cartostream.models.declaration.LabelDeclaration;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.declaration.OntologyDeclaration;
import io.cartostream.models.declaration.OntologyDeclaration.Field;
import io.cartostream.models.declaration.RelationshipDeclaration;
import io.cartostream.models.declaration.TypeDeclaration;
import io.cartostream.models.declaration.ValueDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the declarations of models. For one thread. */
final class SchemaBuilder {
    final SortedMap<String, SortedSet<String>> carriers = new TreeMap<>();
    final Set<String> conditional = new HashSet<>();

    private final Map<String, List<Supply>> labelSupplies = new HashMap<>();
    private final Map<String, SortedMap<String, List<Supply>>> declared = new HashMap<>();
    private final Map<String, Set<String>> firstLabels = new HashMap<>();
    private final Map<String, List<RelationshipShape>> relationships = new HashMap<>();

    void add(TypeDeclaration type) {
        add(new SupplyType(type.provider(), type.name()), type.body());
    }

    void add(AccountDeclaration account) {
        add(new SupplyType(account.provider(), "account"), account.body());
    }

    private void add(SupplyType supplier, ItemDeclaration body) {
        body.allNodes().forEach(node -> add(supplier, node));
    }

    private void add(SupplyType supplier, NodeDeclaration node) {
        carry(node.label(), node, supplier);
        for (LabelDeclaration label : node.labels()) {
            carry(label.label(), node, supplier);
            if (label.when() != null) {
                conditional.add(label.label());
            }
        }
        noteLabels(node);
        property(node, "id", supplier, Set.of(ValueKind.TEXT));
        node.properties().forEach((name, value) -> property(node, name, supplier, ValueKind.of(value.type())));
        if (node.ontology() != null) {
            ontology(supplier, node, node.ontology());
        }
        node.relationships().forEach(relationship -> add(supplier, node.label(), relationship));
    }

    /** A label that one declaration of the node gives and another does not is conditional: a node may have only the other. */
    private void noteLabels(NodeDeclaration node) {
        Set<String> given = new HashSet<>();
        node.labels().forEach(label -> given.add(label.label()));
        Set<String> first = firstLabels.putIfAbsent(node.label(), given);
        if (first != null) {
            given.stream().filter(label -> !first.contains(label)).forEach(conditional::add);
            first.stream().filter(label -> !given.contains(label)).forEach(conditional::add);
        }
    }

    private void ontology(SupplyType supplier, NodeDeclaration node, OntologyDeclaration ontology) {
        property(node, OntologyDeclaration.PREFIX + "source", supplier, Set.of(ValueKind.TEXT));
        ontology.fields()
                .forEach((name, field) ->
                        property(node, OntologyDeclaration.PREFIX + name, supplier, kinds(node, field)));
    }

    private static Set<ValueKind> kinds(NodeDeclaration node, Field field) {
        return switch (field.rule()) {
            case MAP -> Set.of(ValueKind.TEXT);
            case INVERT, TO_BOOLEAN, ANY, NONE, ONE_OF -> Set.of(ValueKind.FLAG);
            case CONSTANT -> Set.of(kind(field.constant()));
            case COPY, FIRST_OF -> {
                Set<ValueKind> kinds = new TreeSet<>();
                for (String property : field.properties()) {
                    ValueDeclaration value = node.properties().get(property);
                    kinds.addAll(value == null ? Set.of(ValueKind.TEXT) : ValueKind.of(value.type()));
                }
                yield kinds;
            }
        };
    }

    private static ValueKind kind(@Nullable JsonNode constant) {
        if (constant == null || constant.isTextual()) {
            return ValueKind.TEXT;
        }
        return constant.isBoolean() ? ValueKind.FLAG : ValueKind.NUMBER;
    }

    private void add(SupplyType supplier, String label, RelationshipDeclaration relationship) {
        SortedSet<String> node = new TreeSet<>(List.of(label));
        SortedSet<String> target = new TreeSet<>(List.of(relationship.label()));
        Map<String, PropertyShape> properties = new TreeMap<>();
        relationship
                .properties()
                .forEach((name, value) -> properties.put(name, shape(supplier, ValueKind.of(value.type()))));
        relationships
                .computeIfAbsent(relationship.type(), type -> new ArrayList<>())
                .add(new RelationshipShape(
                        relationship.type(),
                        relationship.outward() ? node : target,
                        relationship.outward() ? target : node,
                        properties,
                        new TreeSet<>(List.of(supplier))));
    }

    /** One declaration that supplies a label or a property. */
    private record Supply(SupplyType type, boolean stub, Set<ValueKind> kinds) {}

    private void carry(String label, NodeDeclaration node, SupplyType supplier) {
        carriers.computeIfAbsent(label, known -> new TreeSet<>()).add(node.label());
        labelSupplies
                .computeIfAbsent(label, known -> new ArrayList<>())
                .add(new Supply(supplier, !node.owns(), Set.of()));
    }

    private void property(NodeDeclaration node, String name, SupplyType supplier, Set<ValueKind> kinds) {
        declared.computeIfAbsent(node.label(), known -> new TreeMap<>())
                .computeIfAbsent(name, known -> new ArrayList<>())
                .add(new Supply(supplier, !node.owns(), kinds));
    }

    private static PropertyShape shape(SupplyType supplier, Set<ValueKind> kinds) {
        return new PropertyShape(kinds, new TreeSet<>(List.of(supplier)));
    }

    Map<String, SortedSet<SupplyType>> suppliers() {
        Map<String, SortedSet<SupplyType>> found = new HashMap<>();
        labelSupplies.forEach((label, supplies) -> found.put(label, owners(supplies)));
        return found;
    }

    /** The owners' types: their values win over those of stubs. The types of stubs if there is no owner. */
    private static SortedSet<SupplyType> owners(List<Supply> supplies) {
        boolean owned = supplies.stream().anyMatch(supply -> !supply.stub());
        SortedSet<SupplyType> types = new TreeSet<>();
        supplies.stream().filter(supply -> !owned || !supply.stub()).forEach(supply -> types.add(supply.type()));
        return types;
    }

    Map<String, SortedMap<String, PropertyShape>> properties() {
        Map<String, SortedMap<String, PropertyShape>> united = new HashMap<>();
        declared.forEach((label, properties) -> {
            SortedMap<String, PropertyShape> shapes = new TreeMap<>();
            properties.forEach((name, supplies) -> shapes.put(name, united(supplies)));
            united.put(label, shapes);
        });
        return united;
    }

    private static PropertyShape united(List<Supply> supplies) {
        Set<ValueKind> kinds = new TreeSet<>();
        supplies.forEach(supply -> kinds.addAll(supply.kinds()));
        return new PropertyShape(kinds, owners(supplies));
    }

    Map<String, List<RelationshipShape>> relationships() {
        return relationships;
    }
}
