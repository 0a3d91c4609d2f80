package io.cartostream.models.declaration;

import io.cartostream.models.declaration.OntologyDeclaration.Field;
import io.cartostream.models.declaration.OntologyDeclaration.Rule;
import io.cartostream.models.source.MapReader;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.yaml.SourceLocation;
import io.cartostream.yaml.YamlValue;
import io.cartostream.yaml.YamlValue.Mapping;
import io.cartostream.yaml.YamlValue.Scalar;
import io.cartostream.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a node's {@code ontology}. Its fields name properties of the node, not of the payload. */
final class OntologyReader {
    private final ModelProblems problems;
    private final ValueReader values;

    OntologyReader(ModelProblems problems, ValueReader values) {
        this.problems = problems;
        this.values = values;
    }

    @Nullable
    OntologyDeclaration read(@Nullable Mapping mapping, String provider, Set<String> properties) {
        if (mapping == null) {
            return null;
        }
        MapReader reader = new MapReader(mapping, problems);
        List<String> labels = reader.texts("labels");
        String source = reader.text("source");
        Map<String, Field> fields = new LinkedHashMap<>();
        Mapping declared = reader.mapping("fields");
        if (declared != null) {
            declared.entries().forEach((name, yaml) -> {
                Field field = field(yaml);
                for (String property : field.properties()) {
                    if (!properties.contains(property) && !property.equals("id")) {
                        problems.add(yaml.at(), "the node has no property '" + property + "'");
                    }
                }
                fields.put(name, field);
            });
        }
        reader.rejectOthers();
        return new OntologyDeclaration(
                mapping.at(), labels, source == null ? provider : source, Collections.unmodifiableMap(fields));
    }

    private Field field(YamlValue yaml) {
        if (yaml instanceof Scalar scalar) {
            return new Field(yaml.at(), Rule.COPY, List.of(scalar.text()), Map.of(), List.of(), null);
        }
        if (!(yaml instanceof Mapping mapping)) {
            problems.add(yaml.at(), "an ontology field is a property's name or a map");
            return new Field(yaml.at(), Rule.COPY, List.of(), Map.of(), List.of(), null);
        }
        MapReader reader = new MapReader(mapping, problems);
        Field field = form(mapping.at(), reader);
        reader.rejectOthers();
        return field;
    }

    private Field form(SourceLocation at, MapReader reader) {
        Map<String, YamlValue> given = new LinkedHashMap<>();
        FORMS.keySet().forEach(key -> {
            YamlValue value = reader.value(key);
            if (value != null) {
                given.put(key, value);
            }
        });
        Mapping table = reader.mapping(MAP);
        List<String> accepted = reader.texts(ONE_OF);
        if (given.size() != 1) {
            problems.add(at, "an ontology field has exactly one of " + String.join(", ", FORMS.keySet()));
            return new Field(at, Rule.COPY, List.of(), Map.of(), List.of(), null);
        }
        Map.Entry<String, YamlValue> form = given.entrySet().iterator().next();
        Rule rule = Objects.requireNonNull(FORMS.get(form.getKey()));
        boolean lookedUp = form.getKey().equals(OF);
        if (lookedUp == (table == null && accepted.isEmpty()) || (table != null && !accepted.isEmpty())) {
            problems.add(at, "'of' goes with either 'map' or 'one of', and no other form does");
        }
        if (rule == Rule.CONSTANT) {
            return new Field(at, rule, List.of(), Map.of(), List.of(), values.constant(form.getValue()));
        }
        if (lookedUp && !(form.getValue() instanceof Scalar)) {
            problems.add(at, "'of' must be the name of a property");
        }
        if (table != null) {
            Map<String, String> rows = new LinkedHashMap<>();
            table.entries().forEach((from, to) -> rows.put(from, to instanceof Scalar s ? s.text() : ""));
            return new Field(at, Rule.MAP, texts(form.getValue()), Collections.unmodifiableMap(rows), List.of(), null);
        }
        return new Field(at, rule, texts(form.getValue()), Map.of(), accepted, null);
    }

    private static final String OF = "of";
    private static final String MAP = "map";
    private static final String ONE_OF = "one of";
    private static final Map<String, Rule> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put("value", Rule.CONSTANT);
        FORMS.put("first of", Rule.FIRST_OF);
        FORMS.put("not", Rule.INVERT);
        FORMS.put("to boolean", Rule.TO_BOOLEAN);
        FORMS.put("any of", Rule.ANY);
        FORMS.put("none of", Rule.NONE);
        FORMS.put(OF, Rule.ONE_OF);
    }

    private List<String> texts(YamlValue yaml) {
        if (yaml instanceof Scalar scalar) {
            return List.of(scalar.text());
        }
        List<String> texts = new ArrayList<>();
        if (yaml instanceof Sequence sequence) {
            for (YamlValue item : sequence.items()) {
                texts.addAll(texts(item));
            }
        } else {
            problems.add(yaml.at(), "names of properties are expected");
        }
        return List.copyOf(texts);
    }
}
