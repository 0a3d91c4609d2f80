package io.cartostream.patterns.language;

import io.cartostream.models.fact.PropertyValue;
import java.time.Duration;

/** The value of a parameter: a scalar, a list or a length of time. */
public sealed interface ParameterValue {

    /** A scalar or a list of scalars. */
    record PlainParameter(PropertyValue value) implements ParameterValue {}

    /** A length of time, written {@code 90 days}. */
    record LengthParameter(Duration value) implements ParameterValue {}
}
