package io.cartostream.models.declaration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cartostream.models.declaration.ValueDeclaration.Kind;
import io.cartostream.models.source.MapReader;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.yaml.SourceLocation;
import io.cartostream.yaml.YamlValue;
import io.cartostream.yaml.YamlValue.Mapping;
import io.cartostream.yaml.YamlValue.Scalar;
import io.cartostream.yaml.YamlValue.ScalarKind;
import io.cartostream.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values: {@code Path}, {@code Path as type}, or a map with one of {@code from, text, value, call, first of}. */
final class ValueReader {
    private static final String AS = " as ";

    private final ModelProblems problems;

    ValueReader(ModelProblems problems) {
        this.problems = problems;
    }

    /** A placeholder for a missing value, which was reported as a problem. */
    static ValueDeclaration missing(SourceLocation at) {
        return new ValueDeclaration(at, Kind.EXPRESSION, "@", List.of(), null, null, null, ValueType.STRING);
    }

    ValueDeclaration read(YamlValue yaml) {
        if (yaml instanceof Scalar scalar) {
            return expression(scalar.at(), scalar.text());
        }
        if (yaml instanceof Mapping mapping) {
            return form(mapping);
        }
        problems.add(yaml.at(), "a value is an expression or a map with one of from, text, value, call, first of");
        return expression(yaml.at(), "@");
    }

    Map<String, ValueDeclaration> readAll(@Nullable Mapping mapping) {
        Map<String, ValueDeclaration> values = new LinkedHashMap<>();
        if (mapping != null) {
            mapping.entries().forEach((name, yaml) -> values.put(name, read(yaml)));
        }
        return Collections.unmodifiableMap(values);
    }

    private ValueDeclaration expression(SourceLocation at, String text) {
        int as = text.lastIndexOf(AS);
        ValueType type = as < 0 ? null : ValueType.parse(text.substring(as + AS.length()));
        String path = type == null ? text : text.substring(0, as);
        if (path.isBlank()) {
            problems.add(at, "an empty expression");
        }
        return new ValueDeclaration(
                at, Kind.EXPRESSION, path.trim(), List.of(), null, null, null, type == null ? ValueType.STRING : type);
    }

    private ValueDeclaration form(Mapping mapping) {
        MapReader reader = new MapReader(mapping, problems);
        Kind kind = null;
        String text = "";
        List<ValueDeclaration> parts = new ArrayList<>();
        JsonNode constant = null;
        int forms = 0;
        for (Map.Entry<String, Kind> form : FORMS.entrySet()) {
            YamlValue yaml = reader.value(form.getKey());
            if (yaml == null) {
                continue;
            }
            forms++;
            kind = form.getValue();
            switch (kind) {
                case CONSTANT -> constant = constant(yaml);
                case FIRST_OF -> reader.list(form.getKey()).forEach(part -> parts.add(read(part)));
                default -> text = reader.requiredText(form.getKey());
            }
        }
        YamlValue with = reader.value("with");
        if (with instanceof Sequence sequence) {
            sequence.items().forEach(part -> parts.add(read(part)));
        } else if (with != null) {
            parts.add(read(with));
        }
        if (forms != 1 || kind == null) {
            problems.add(mapping.at(), "a value has exactly one of " + String.join(", ", FORMS.keySet()));
            kind = Kind.CONSTANT;
        }
        if (with != null && kind != Kind.CALL) {
            problems.add(with.at(), "'with' belongs to 'call'");
        }
        Map<String, JsonNode> table = table(reader.mapping("map"));
        YamlValue otherwise = reader.value("else");
        ValueType type = type(reader, kind, constant);
        reader.rejectOthers();
        return new ValueDeclaration(
                mapping.at(),
                kind,
                text,
                List.copyOf(parts),
                constant,
                table,
                otherwise == null ? null : constant(otherwise),
                type);
    }

    private static final Map<String, Kind> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put("from", Kind.EXPRESSION);
        FORMS.put("text", Kind.TEMPLATE);
        FORMS.put("value", Kind.CONSTANT);
        FORMS.put("call", Kind.CALL);
        FORMS.put("first of", Kind.FIRST_OF);
    }

    private ValueType type(MapReader reader, Kind kind, @Nullable JsonNode constant) {
        String as = reader.text("as");
        if (as == null) {
            if (kind == Kind.CONSTANT && constant != null && !constant.isTextual()) {
                return new ValueType(typeOf(constant), null);
            }
            return ValueType.STRING;
        }
        ValueType type = ValueType.parse(as);
        if (type == null) {
            problems.add(reader.at(), "unknown type '" + as + "'");
            return ValueType.STRING;
        }
        return type;
    }

    private static ValueType.Kind typeOf(JsonNode constant) {
        if (constant.isBoolean()) {
            return ValueType.Kind.BOOLEAN;
        }
        return constant.isIntegralNumber() ? ValueType.Kind.LONG : ValueType.Kind.DOUBLE;
    }

    private @Nullable Map<String, JsonNode> table(@Nullable Mapping mapping) {
        if (mapping == null) {
            return null;
        }
        Map<String, JsonNode> table = new LinkedHashMap<>();
        mapping.entries().forEach((from, to) -> {
            JsonNode value = constant(to);
            if (value != null) {
                table.put(from, value);
            }
        });
        return Collections.unmodifiableMap(table);
    }

    @Nullable
    JsonNode constant(YamlValue yaml) {
        if (!(yaml instanceof Scalar scalar) || scalar.kind() == ScalarKind.NULL) {
            problems.add(yaml.at(), "a constant is a text, a number, true or false");
            return null;
        }
        try {
            return switch (scalar.kind()) {
                case WHOLE -> LongNode.valueOf(Long.parseLong(scalar.text()));
                case REAL -> DoubleNode.valueOf(Double.parseDouble(scalar.text()));
                case FLAG -> flag(scalar);
                default -> TextNode.valueOf(scalar.text());
            };
        } catch (NumberFormatException e) {
            problems.add(scalar.at(), "not a number: '" + scalar.text() + "'");
            return null;
        }
    }

    /** Only true and false: YAML 1.1's yes, no, on and off are texts here. */
    private static JsonNode flag(Scalar scalar) {
        return switch (scalar.text()) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> TextNode.valueOf(scalar.text());
        };
    }
}
