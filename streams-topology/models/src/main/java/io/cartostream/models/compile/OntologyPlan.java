package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.models.declaration.OntologyDeclaration;
import io.cartostream.models.declaration.OntologyDeclaration.Field;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.models.fact.PropertyValue.Flag;
import io.cartostream.models.fact.PropertyValue.Real;
import io.cartostream.models.fact.PropertyValue.Text;
import io.cartostream.models.fact.PropertyValue.Whole;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Adds a node's {@code _ont_*} properties, made of its own. */
final class OntologyPlan {
    private final Text source;
    private final List<Entry> entries;

    private record Entry(String name, Field field) {}

    OntologyPlan(OntologyDeclaration declaration) {
        this.source = new Text(declaration.source());
        this.entries = declaration.fields().entrySet().stream()
                .map(field -> new Entry(OntologyDeclaration.PREFIX + field.getKey(), field.getValue()))
                .toList();
    }

    void addTo(SortedMap<String, @Nullable PropertyValue> properties) {
        properties.put(OntologyDeclaration.PREFIX + "source", source);
        for (Entry entry : entries) {
            properties.put(entry.name(), value(entry.field(), properties));
        }
    }

    private static @Nullable PropertyValue value(Field field, SortedMap<String, @Nullable PropertyValue> properties) {
        List<String> names = field.properties();
        return switch (field.rule()) {
            case COPY -> properties.get(names.get(0));
            case MAP -> mapped(field, properties.get(names.get(0)));
            case CONSTANT -> constant(field.constant());
            case FIRST_OF -> first(names, properties);
            case INVERT -> new Flag(!says(properties.get(names.get(0))));
            case TO_BOOLEAN -> toBoolean(properties.get(names.get(0)));
            case ANY -> new Flag(names.stream().anyMatch(name -> says(properties.get(name))));
            case NONE -> new Flag(names.stream().noneMatch(name -> says(properties.get(name))));
            case ONE_OF -> oneOf(field, properties.get(names.get(0)));
        };
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

    private static @Nullable PropertyValue first(
            List<String> names, SortedMap<String, @Nullable PropertyValue> properties) {
        for (String name : names) {
            PropertyValue value = properties.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** As in Cartography: what is no boolean counts as true if it is there. */
    private static PropertyValue toBoolean(@Nullable PropertyValue value) {
        Boolean told = told(value);
        return new Flag(told == null ? value != null : told);
    }

    private static @Nullable PropertyValue oneOf(Field field, @Nullable PropertyValue value) {
        return value == null ? null : new Flag(field.values().contains(text(value)));
    }

    private static boolean says(@Nullable PropertyValue value) {
        return Boolean.TRUE.equals(told(value));
    }

    private static @Nullable Boolean told(@Nullable PropertyValue value) {
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
