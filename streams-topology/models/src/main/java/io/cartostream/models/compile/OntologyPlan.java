package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cartostream.models.declaration.OntologyDeclaration.Field;
import io.cartostream.models.declaration.OntologyDeclaration.Rule;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Flag;
import io.cartostream.models.fact.PropertyValue.Real;
import io.cartostream.models.fact.PropertyValue.Text;
import io.cartostream.models.fact.PropertyValue.Whole;
import io.cartostream.yaml.SourceLocation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code _ont_*} property, computed from properties of the node.
 *
 * @param at its index among the node's properties
 * @param field its rule
 * @param of the indexes of the properties that it is computed from
 */
record OntologyPlan(int at, Field field, int[] of) {

    /** The constant {@code _ont_source}. */
    static OntologyPlan source(int at, String source) {
        SourceLocation nowhere = new SourceLocation("", 0);
        Field constant = new Field(nowhere, Rule.CONSTANT, List.of(), Map.of(), List.of(), TextNode.valueOf(source));
        return new OntologyPlan(at, constant, new int[0]);
    }

    @Nullable
    PropertyValue value(@Nullable PropertyValue[] values) {
        return switch (field.rule()) {
            case COPY -> values[of[0]];
            case MAP -> mapped(field, values[of[0]]);
            case CONSTANT -> constant(field.constant());
            case FIRST_OF -> first(values);
            case INVERT -> new Flag(!isTrue(values[of[0]]));
            case TO_BOOLEAN -> toBoolean(values[of[0]]);
            case ANY -> new Flag(anyIsTrue(values));
            case NONE -> new Flag(!anyIsTrue(values));
            case ONE_OF -> oneOf(field, values[of[0]]);
        };
    }

    private boolean anyIsTrue(@Nullable PropertyValue[] values) {
        for (int index : of) {
            if (isTrue(values[index])) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable PropertyValue mapped(Field field, @Nullable PropertyValue value) {
        String found = value == null ? null : field.table().get(text(value));
        return found == null ? null : new Text(found);
    }

    private static @Nullable PropertyValue constant(@Nullable JsonNode constant) {
        if (constant == null) {
            return null;
        }
        if (constant.isBoolean()) {
            return new Flag(constant.booleanValue());
        }
        if (constant.isIntegralNumber()) {
            return new Whole(constant.longValue());
        }
        return constant.isNumber() ? new Real(constant.doubleValue()) : new Text(constant.asText());
    }

    private @Nullable PropertyValue first(@Nullable PropertyValue[] values) {
        for (int index : of) {
            PropertyValue value = values[index];
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** As in Cartography, a value that is no boolean counts as true. */
    private static PropertyValue toBoolean(@Nullable PropertyValue value) {
        Boolean flag = asBoolean(value);
        return new Flag(flag == null ? value != null : flag);
    }

    private static @Nullable PropertyValue oneOf(Field field, @Nullable PropertyValue value) {
        return value == null ? null : new Flag(field.values().contains(text(value)));
    }

    private static boolean isTrue(@Nullable PropertyValue value) {
        return Boolean.TRUE.equals(asBoolean(value));
    }

    private static @Nullable Boolean asBoolean(@Nullable PropertyValue value) {
        if (value instanceof Flag flag) {
            return flag.value();
        }
        if (value instanceof Whole whole) {
            return whole.value() != 0;
        }
        if (value instanceof Text text) {
            return switch (text.value().trim().toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> null;
            };
        }
        return null;
    }

    private static String text(PropertyValue value) {
        if (value instanceof Text text) {
            return text.value();
        }
        if (value instanceof Flag flag) {
            return String.valueOf(flag.value());
        }
        return value instanceof Whole whole ? String.valueOf(whole.value()) : value.toString();
    }
}
