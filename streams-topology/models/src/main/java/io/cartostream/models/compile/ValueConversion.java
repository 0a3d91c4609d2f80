package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.models.declaration.ValueType;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Flag;
import io.cartostream.models.fact.PropertyValue.Listing;
import io.cartostream.models.fact.PropertyValue.Moment;
import io.cartostream.models.fact.PropertyValue.Real;
import io.cartostream.models.fact.PropertyValue.Text;
import io.cartostream.models.fact.PropertyValue.Whole;
import io.cartostream.models.function.PayloadTime;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts JSON to a typed property value. The path is used in messages only. */
@FunctionalInterface
interface ValueConversion {

    /**
     * The converted value; an empty list stays a list.
     *
     * @throws PayloadMismatchException if the JSON is not of the type
     */
    PropertyValue convert(JsonNode value, String path);

    int LONGEST_TEXT = 40;

    static ValueConversion to(ValueType type) {
        return switch (type.kind()) {
            case LIST, SET -> list(type);
            case STRING_OR_LIST -> stringOrList();
            default -> scalar(type.kind());
        };
    }

    private static ValueConversion scalar(ValueType.Kind kind) {
        return switch (kind) {
            case STRING -> ValueConversion::text;
            case LONG -> (value, path) -> new Whole(whole(value, path));
            case DOUBLE -> ValueConversion::real;
            case BOOLEAN -> (value, path) -> new Flag(flag(value, path));
            case DATETIME -> (value, path) -> new Moment(time(value, path));
            case EPOCH_STRING -> (value, path) -> epoch(value, path, ".0");
            case SECONDS_STRING -> (value, path) -> epoch(value, path, "");
            case TIME_STRING -> ValueConversion::spaced;
            default -> (value, path) -> new Text(JsonText.of(value));
        };
    }

    private static PropertyValue text(JsonNode value, String path) {
        if (!value.isTextual()) {
            throw new PayloadMismatchException(path, "expected a string, found " + FieldPath.formOf(value));
        }
        return new Text(value.textValue());
    }

    private static long whole(JsonNode value, String path) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isTextual()) {
            try {
                return Long.parseLong(value.textValue());
            } catch (NumberFormatException e) {
                throw new PayloadMismatchException(path, "expected an integer of 64 bits, found " + found(value));
            }
        }
        throw new PayloadMismatchException(path, "expected an integer of 64 bits, found " + found(value));
    }

    private static PropertyValue real(JsonNode value, String path) {
        if (!value.isNumber()) {
            throw new PayloadMismatchException(path, "expected a number, found " + FieldPath.formOf(value));
        }
        double number = value.doubleValue();
        if (!Double.isFinite(number)) {
            throw new PayloadMismatchException(path, "expected a number of 64 bits, found a larger one");
        }
        return new Real(number);
    }

    private static String found(JsonNode value) {
        if (value.isContainerNode()) {
            return FieldPath.formOf(value);
        }
        String text = value.asText();
        return FieldPath.formOf(value) + " '"
                + (text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…") + "'";
    }

    private static boolean flag(JsonNode value, String path) {
        if (!value.isBoolean()) {
            throw new PayloadMismatchException(path, "expected a boolean, found " + FieldPath.formOf(value));
        }
        return value.booleanValue();
    }

    private static PropertyValue epoch(JsonNode value, String path, String fraction) {
        Instant instant = time(value, path).toInstant();
        return new Text(instant.getEpochSecond() + fraction);
    }

    /** A time in the form of Python's {@code str}; a text that is no time stays as it is. */
    private static PropertyValue spaced(JsonNode value, String path) {
        try {
            return new Text(PayloadTime.text(PayloadTime.read(value)));
        } catch (IllegalArgumentException e) {
            if (value.isTextual()) {
                return new Text(value.textValue());
            }
            throw new PayloadMismatchException(path, String.valueOf(e.getMessage()));
        }
    }

    private static ZonedDateTime time(JsonNode value, String path) {
        try {
            return PayloadTime.read(value);
        } catch (IllegalArgumentException e) {
            throw new PayloadMismatchException(path, String.valueOf(e.getMessage()));
        }
    }

    private static ValueConversion list(ValueType type) {
        ValueConversion element = scalar(elementOf(type));
        boolean set = type.kind() == ValueType.Kind.SET;
        return (value, path) -> {
            if (!value.isArray()) {
                throw new PayloadMismatchException(path, "expected a list, found " + FieldPath.formOf(value));
            }
            List<PropertyValue> values = new ArrayList<>(value.size());
            for (JsonNode item : value) {
                if (!item.isNull()) {
                    values.add(element.convert(item, path));
                }
            }
            return new Listing(set ? PropertyOrder.set(values) : values);
        };
    }

    private static ValueConversion stringOrList() {
        ValueConversion list = list(new ValueType(ValueType.Kind.LIST, ValueType.Kind.STRING));
        return (value, path) -> value.isArray() ? list.convert(value, path) : text(value, path);
    }

    private static ValueType.Kind elementOf(ValueType type) {
        ValueType.@Nullable Kind element = type.element();
        return element == null ? ValueType.Kind.STRING : element;
    }
}
