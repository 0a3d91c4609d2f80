package io.cartostream.models.declaration;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.yaml.SourceLocation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The provider-independent view of a node: {@code _ont_*} properties.
 *
 * @param at where it is declared
 * @param labels the semantic labels that come with it
 * @param source {@code _ont_source}
 * @param fields name (without {@code _ont_}) to how it is made of the node's own properties
 */
public record OntologyDeclaration(SourceLocation at, List<String> labels, String source, Map<String, Field> fields) {

    /** The prefix of the properties. */
    public static final String PREFIX = "_ont_";

    /** How a field is made. */
    public enum Rule {
        /** The property itself. */
        COPY,
        /** Through a table; what is not in it becomes null. */
        MAP,
        /** A constant. */
        CONSTANT,
        /** The first of several properties that is there. */
        FIRST_OF,
        /** False if the property says true, else true. */
        INVERT,
        /** What the property says, or whether it is there. */
        TO_BOOLEAN,
        /** Whether one of several properties says true. */
        ANY,
        /** Whether none of several properties says true. */
        NONE,
        /** Whether the property is one of some values. */
        ONE_OF
    }

    /**
     * One field.
     *
     * @param at where it is declared
     * @param rule how it is made
     * @param properties the node's properties that it is made of
     * @param table for {@link Rule#MAP}
     * @param values for {@link Rule#ONE_OF}
     * @param constant for {@link Rule#CONSTANT}
     */
    public record Field(
            SourceLocation at,
            Rule rule,
            List<String> properties,
            Map<String, String> table,
            List<String> values,
            @Nullable JsonNode constant) {}
}
