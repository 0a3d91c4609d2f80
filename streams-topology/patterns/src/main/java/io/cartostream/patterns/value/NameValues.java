package io.cartostream.patterns.value;

/** The values of bare names at one node: its properties and gatherings. */
@FunctionalInterface
public interface NameValues {
    /** The value of a name; {@link EvaluatedValue.MissingValue} if it has none. */
    EvaluatedValue valueOf(String name);
}
