package io.cartostream.models.fact;

/**
 * What a relationship's end is looked up by where its id is not known: a label (any that a node carries), a property and
 * its value.
 *
 * @param label any label of the wanted nodes
 * @param property the property that is compared
 * @param value the wanted value
 */
public record LookupKey(String label, String property, PropertyValue value) {}
