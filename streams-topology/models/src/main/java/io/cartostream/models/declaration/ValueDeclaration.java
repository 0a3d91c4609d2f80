package io.cartostream.models.declaration;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.yaml.SourceLocation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a value comes out of the payload.
 *
 * @param at where it is declared
 * @param kind the form
 * @param text an expression, a template, or a function's name; empty for the other forms
 * @param parts a function's arguments, or the values of which the first that is there holds
 * @param constant the value of a constant
 * @param table the mapping table that the value goes through; what is not in it becomes null
 * @param otherwise the value to use if there is none
 * @param type the property's type
 */
public record ValueDeclaration(
        SourceLocation at,
        Kind kind,
        String text,
        List<ValueDeclaration> parts,
        @Nullable JsonNode constant,
        @Nullable Map<String, JsonNode> table,
        @Nullable JsonNode otherwise,
        ValueType type) {

    /** The forms. */
    public enum Kind {
        /** A JMESPath expression. */
        EXPRESSION,
        /** A text with expressions in braces. */
        TEMPLATE,
        /** A constant. */
        CONSTANT,
        /** A named function. */
        CALL,
        /** The first of several that is there. */
        FIRST_OF
    }

    /** For people: as it is written in the model, in one line. */
    public String describe() {
        String source =
                switch (kind) {
                    case EXPRESSION -> text;
                    case TEMPLATE -> '"' + text + '"';
                    case CONSTANT -> String.valueOf(constant);
                    case CALL -> text + "(" + joined() + ")";
                    case FIRST_OF -> "first of " + joined();
                };
        String mapped = table == null ? source : source + " through a table";
        return otherwise == null ? mapped : mapped + ", else " + otherwise;
    }

    private String joined() {
        return String.join(", ", parts.stream().map(ValueDeclaration::describe).toList());
    }
}
