package io.cartostream.models.declaration;

import com.fasterxml.jackson.databind.JsonNode;
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
        YamlValue constant = reader.value("value");
        if (constant != null) {
            JsonNode value = values.constant(constant);
            return new Field(at, Rule.CONSTANT, List.of(), Map.of(), List.of(), value);
        }
        for (Map.Entry<String, Rule> form : FORMS.entrySet()) {
            YamlValue of = reader.value(form.getKey());
            if (of != null) {
                return new Field(at, form.getValue(), texts(of), Map.of(), List.of(), null);
            }
        }
        String of = reader.requiredText("of");
        Mapping table = reader.mapping("map");
        if (table != null) {
            Map<String, String> rows = new LinkedHashMap<>();
            table.entries().forEach((from, to) -> rows.put(from, to instanceof Scalar s ? s.text() : ""));
            return new Field(at, Rule.MAP, List.of(of), Collections.unmodifiableMap(rows), List.of(), null);
        }
        return new Field(at, Rule.ONE_OF, List.of(of), Map.of(), reader.texts("one of"), null);
    }

    private static final Map<String, Rule> FORMS = Map.of(
            "first of", Rule.FIRST_OF,
            "not", Rule.INVERT,
            "to boolean", Rule.TO_BOOLEAN,
            "any of", Rule.ANY,
            "none of", Rule.NONE);

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
