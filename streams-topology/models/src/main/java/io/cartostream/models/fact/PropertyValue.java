package io.cartostream.models.fact;

import java.time.ZonedDateTime;
import java.util.List;

/**
 * A property's value as Neo4j can hold it. Null is never a value: a property that a fact declares without value maps to
 * null in {@link FactAssertion#properties()}.
 */
public sealed interface PropertyValue {

    /** A string. */
    record Text(String value) implements PropertyValue {}

    /** A 64-bit integer. */
    record Whole(long value) implements PropertyValue {}

    /** A 64-bit float. */
    record Real(double value) implements PropertyValue {}

    /** A boolean. */
    record Flag(boolean value) implements PropertyValue {}

    /** A zoned date-time. */
    record Moment(ZonedDateTime value) implements PropertyValue {}

    /**
     * A list of scalars of one kind. Set-valued lists come in canonical order, so that equality is set equality.
     *
     * @param values scalars of one kind, no nested lists, no nulls
     */
    record Listing(List<PropertyValue> values) implements PropertyValue {
        /** Copies the list; refuses nested or mixed lists with an {@link IllegalArgumentException}. */
        public Listing {
            values = List.copyOf(values);
            for (PropertyValue value : values) {
                if (value instanceof Listing
                        || value.getClass() != values.get(0).getClass()) {
                    throw new IllegalArgumentException("a list property holds scalars of one kind: " + values);
                }
            }
        }
    }
}
