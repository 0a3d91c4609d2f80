package io.cartostream.patterns.check;

import io.cartostream.patterns.schema.PropertyShape;
import io.cartostream.patterns.schema.ValueKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The types of the names in an expression.
 *
 * @param owner what bare names are properties of, for messages
 * @param properties the properties of the node or relationship at hand
 * @param let the gatherings; empty inside a path
 * @param rows a quantifier's variables over gathered sets: column to its kinds
 * @param elements a quantifier's variables over lists: the kinds of an element
 */
record NameTypes(
        String owner,
        Map<String, PropertyShape> properties,
        Map<String, InferredType> let,
        Map<String, Map<String, Set<ValueKind>>> rows,
        Map<String, Set<ValueKind>> elements) {

    static NameTypes of(String owner, Map<String, PropertyShape> properties, Map<String, InferredType> let) {
        return new NameTypes(owner, properties, let, Map.of(), Map.of());
    }

    boolean hasVariable(String name) {
        return rows.containsKey(name) || elements.containsKey(name);
    }

    NameTypes withRow(String variable, Map<String, Set<ValueKind>> columns) {
        Map<String, Map<String, Set<ValueKind>>> more = new HashMap<>(rows);
        more.put(variable, columns);
        return new NameTypes(owner, properties, let, more, elements);
    }

    NameTypes withElement(String variable, Set<ValueKind> kinds) {
        Map<String, Set<ValueKind>> more = new HashMap<>(elements);
        more.put(variable, kinds);
        return new NameTypes(owner, properties, let, rows, more);
    }
}
