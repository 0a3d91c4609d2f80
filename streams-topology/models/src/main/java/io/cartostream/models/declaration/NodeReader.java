package io.cartostream.models.declaration;

import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.source.MapReader;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.yaml.SourceLocation;
import io.cartostream.yaml.YamlValue;
import io.cartostream.yaml.YamlValue.Mapping;
import io.cartostream.yaml.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads items, nodes and relationships. */
final class NodeReader {
    private final ModelProblems problems;
    private final ValueReader values;
    private final OntologyReader ontologies;
    private final String provider;
    private final List<RelationshipDeclaration> ofEveryNode;

    NodeReader(ModelProblems problems, String provider, List<YamlValue> ofEveryNode) {
        this.problems = problems;
        this.values = new ValueReader(problems);
        this.ontologies = new OntologyReader(problems, values);
        this.provider = provider;
        this.ofEveryNode = relationships(ofEveryNode);
    }

    /** The payload's own item; its keys are asked of a reader that the caller closes. */
    ItemDeclaration payload(MapReader reader) {
        return item(reader, null, null);
    }

    private ItemDeclaration nested(YamlValue yaml) {
        if (!(yaml instanceof Mapping mapping)) {
            problems.add(yaml.at(), "an element of 'for each' is a map");
            return new ItemDeclaration(yaml.at(), null, null, Map.of(), List.of(), List.of());
        }
        MapReader reader = new MapReader(mapping, problems);
        YamlValue items = reader.value("items");
        if (items == null) {
            problems.add(mapping.at(), "'items' is missing: the list to go through");
        }
        ValueDeclaration list = items == null ? ValueReader.missing(mapping.at()) : values.read(items);
        ItemDeclaration item = item(reader, list, reader.text("as"));
        reader.rejectOthers();
        return item;
    }

    private ItemDeclaration item(MapReader reader, @Nullable ValueDeclaration items, @Nullable String as) {
        Map<String, ValueDeclaration> let = values.readAll(reader.mapping("let"));
        List<NodeDeclaration> nodes = new ArrayList<>();
        for (YamlValue yaml : reader.list("nodes")) {
            if (yaml instanceof Mapping mapping) {
                nodes.add(node(mapping));
            } else {
                problems.add(yaml.at(), "a node is a map");
            }
        }
        List<ItemDeclaration> forEach = new ArrayList<>();
        for (YamlValue yaml : reader.list("for each")) {
            forEach.add(nested(yaml));
        }
        return new ItemDeclaration(reader.at(), items, as, let, List.copyOf(nodes), List.copyOf(forEach));
    }

    private NodeDeclaration node(Mapping mapping) {
        MapReader reader = new MapReader(mapping, problems);
        String label = reader.requiredText("label");
        AssertionRole role = role(mapping, reader);
        YamlValue id = reader.value("id");
        if (id == null) {
            problems.add(mapping.at(), "the node has no 'id'");
        }
        Map<String, ValueDeclaration> properties = new LinkedHashMap<>(values.readAll(reader.mapping("properties")));
        properties.keySet().removeIf(name -> refuse(mapping.at(), name));
        OntologyDeclaration ontology = ontologies.read(reader.mapping("ontology"), provider, properties.keySet());
        List<RelationshipDeclaration> relationships = new ArrayList<>(relationships(reader.list("relationships")));
        if (reader.flag("as every node", role != AssertionRole.ENRICHMENT)) {
            relationships.addAll(0, ofEveryNode);
        }
        List<String> indexes = reader.texts("indexes");
        for (String index : indexes) {
            if (!properties.containsKey(index)) {
                problems.add(mapping.at(), "an index on '" + index + "', which is no property of the node");
            }
        }
        List<LabelDeclaration> labels = labels(reader, label, ontology);
        String when = reader.text("when");
        reader.rejectOthers();
        return new NodeDeclaration(
                mapping.at(),
                label,
                labels,
                role,
                id == null ? ValueReader.missing(mapping.at()) : values.read(id),
                Collections.unmodifiableMap(properties),
                ontology,
                List.copyOf(relationships),
                indexes,
                when);
    }

    private AssertionRole role(Mapping mapping, MapReader reader) {
        boolean stub = reader.flag("stub", false);
        boolean enriches = reader.flag("enriches", false);
        if (stub && enriches) {
            problems.add(mapping.at(), "a node is either a 'stub' or 'enriches', not both");
        }
        if (enriches) {
            return AssertionRole.ENRICHMENT;
        }
        return stub ? AssertionRole.STUB : AssertionRole.OWNER;
    }

    private boolean refuse(SourceLocation at, String name) {
        boolean reserved = name.equals("id")
                || name.equals("lastupdated")
                || name.equals("firstseen")
                || name.startsWith(OntologyDeclaration.PREFIX);
        if (reserved) {
            problems.add(at, "the property '" + name + "' is not declared here: it is written automatically");
        }
        return reserved;
    }

    private List<LabelDeclaration> labels(MapReader reader, String label, @Nullable OntologyDeclaration ontology) {
        List<LabelDeclaration> labels = new ArrayList<>();
        for (YamlValue yaml : reader.list("labels")) {
            if (yaml instanceof Scalar scalar) {
                labels.add(new LabelDeclaration(yaml.at(), scalar.text(), null));
            } else if (yaml instanceof Mapping mapping) {
                MapReader conditional = new MapReader(mapping, problems);
                labels.add(new LabelDeclaration(
                        yaml.at(), conditional.requiredText("label"), conditional.requiredText("when")));
                conditional.rejectOthers();
            } else {
                problems.add(yaml.at(), "a label is a text or a map of label and when");
            }
        }
        if (ontology != null) {
            for (String semantic : ontology.labels()) {
                labels.add(new LabelDeclaration(ontology.at(), semantic, null));
            }
        }
        Set<String> seen = new LinkedHashSet<>(List.of(label));
        for (LabelDeclaration further : labels) {
            if (!seen.add(further.label())) {
                problems.add(further.at(), "the label '" + further.label() + "' appears twice");
            }
        }
        return List.copyOf(labels);
    }

    private List<RelationshipDeclaration> relationships(List<YamlValue> yamls) {
        List<RelationshipDeclaration> relationships = new ArrayList<>();
        for (YamlValue yaml : yamls) {
            if (yaml instanceof Mapping mapping) {
                relationships.add(relationship(mapping));
            } else {
                problems.add(yaml.at(), "a relationship is a map");
            }
        }
        return List.copyOf(relationships);
    }

    private RelationshipDeclaration relationship(Mapping mapping) {
        MapReader reader = new MapReader(mapping, problems);
        String type = reader.requiredText("type");
        String to = reader.text("to");
        String from = reader.text("from");
        if ((to == null) == (from == null)) {
            problems.add(mapping.at(), "a relationship has either 'to' or 'from', a label");
        }
        Mapping where = reader.mapping("where");
        SortedMap<String, ValueDeclaration> wanted = new TreeMap<>(values.readAll(where));
        if (wanted.isEmpty()) {
            problems.add(mapping.at(), "'where' names properties of the target, e.g. {id: VpcId}; all must match");
            wanted.put("id", ValueReader.missing(mapping.at()));
        }
        wanted.forEach((name, value) -> refuseToCompare(name, value));
        Map<String, ValueDeclaration> properties = values.readAll(reader.mapping("properties"));
        String when = reader.text("when");
        boolean exact = reader.flag("exact", false);
        reader.rejectOthers();
        String label = to != null ? to : from == null ? "" : from;
        if (exact && !wanted.keySet().equals(Set.of("id"))) {
            problems.add(mapping.at(), "'exact' belongs to an end that is known by its id alone");
        }
        return new RelationshipDeclaration(
                mapping.at(),
                type,
                to != null,
                label,
                Collections.unmodifiableSortedMap(wanted),
                exact,
                properties,
                when);
    }

    /** Refuses to look nodes up by times that the sink writes. */
    private void refuseToCompare(String name, ValueDeclaration value) {
        if (name.equals("lastupdated") || name.equals("firstseen")) {
            problems.add(value.at(), "nodes cannot be looked up by '" + name + "', the time of their change");
        }
    }
}
