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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

    Pattern PRINTED = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{6})?(?:[+-]\\d\\d:\\d\\d)?");

    DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd['T'][' ']HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][XXX]");

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
                throw new PayloadMismatchException(path, "expected an integer, found another string");
            }
        }
        throw new PayloadMismatchException(path, "expected an integer of 64 bits, found " + FieldPath.formOf(value));
    }

    private static PropertyValue real(JsonNode value, String path) {
        if (!value.isNumber()) {
            throw new PayloadMismatchException(path, "expected a number, found " + FieldPath.formOf(value));
        }
        return new Real(value.doubleValue());
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

    /** A time as printed by {@code aws --output json}, in the form of Python's {@code str}. */
    private static PropertyValue spaced(JsonNode value, String path) {
        if (!value.isTextual()) {
            throw new PayloadMismatchException(path, "expected an ISO-8601 time, found " + FieldPath.formOf(value));
        }
        String text = value.textValue();
        return new Text(PRINTED.matcher(text).matches() ? text.replace('T', ' ') : text);
    }

    private static ZonedDateTime time(JsonNode value, String path) {
        if (!value.isTextual()) {
            throw new PayloadMismatchException(path, "expected an ISO-8601 time, found " + FieldPath.formOf(value));
        }
        String text = value.textValue();
        ZonedDateTime usual = FastTimestampParser.parse(text);
        if (usual != null) {
            return usual;
        }
        try {
            TemporalAccessor parsed = parse(text);
            return parsed instanceof OffsetDateTime offset
                    ? offset.withOffsetSameInstant(ZoneOffset.UTC).toZonedDateTime()
                    : ((LocalDateTime) parsed).atZone(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new PayloadMismatchException(path, "expected an ISO-8601 time, found '" + text + "'");
        }
    }

    private static TemporalAccessor parse(String text) {
        boolean offset =
                text.length() > 19 && (text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10);
        if (text.length() > 10 && text.charAt(10) == 'T') {
            return offset ? OffsetDateTime.parse(text) : LocalDateTime.parse(text);
        }
        return ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
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
