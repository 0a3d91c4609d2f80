package io.cartostream.models;

/**
 * An index that the graph database should have for queries.
 *
 * @param label a label
 * @param property a property of nodes with that label
 */
public record ModelIndex(String label, String property) implements Comparable<ModelIndex> {
    @Override
    public int compareTo(ModelIndex other) {
        int byLabel = label.compareTo(other.label);
        return byLabel != 0 ? byLabel : property.compareTo(other.property);
    }
}
