package io.cartostream.patterns.check;

import io.cartostream.patterns.check.ExpressionChecker.Place;
import io.cartostream.patterns.language.ParameterValue;
import io.cartostream.patterns.language.PatternExpression;
import io.cartostream.patterns.language.PatternGathering;
import io.cartostream.patterns.language.PatternGathering.GatherColumn;
import io.cartostream.patterns.language.PatternGathering.GatherKind;
import io.cartostream.patterns.language.PatternHop;
import io.cartostream.patterns.language.SpellingHints;
import io.cartostream.patterns.schema.GraphSchema;
import io.cartostream.patterns.schema.PropertyShape;
import io.cartostream.patterns.schema.RelationshipShape;
import io.cartostream.patterns.schema.ValueKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks a gathering against the schema: labels, relationship types, directions, properties and columns. */
final class GatheringChecker {
    private final GraphSchema schema;
    private final TextReport report;
    private final Map<String, ParameterValue> parameters;

    GatheringChecker(GraphSchema schema, TextReport report, Map<String, ParameterValue> parameters) {
        this.schema = schema;
        this.report = report;
        this.parameters = parameters;
    }

    /** Checks a gathering of an anchor whose label exists, and returns its type. */
    InferredType check(String anchor, PatternGathering gathering) {
        List<String> near = List.of(anchor);
        boolean sound = true;
        for (PatternHop hop : gathering.path()) {
            sound &= hop(near, hop);
            near = hop.node().labels();
        }
        if (!sound) {
            return InferredType.UNKNOWN;
        }
        Map<String, Set<ValueKind>> columns = new LinkedHashMap<>();
        for (GatherColumn column : gathering.columns()) {
            columns.put(column.name(), column(anchor, gathering, column));
        }
        return switch (gathering.kind()) {
            case EXISTS -> InferredType.of(ValueKind.FLAG);
            case COUNT -> InferredType.of(ValueKind.NUMBER);
            case MINIMUM, MAXIMUM -> extreme(gathering, columns);
            case ROWS -> new InferredType(Set.of(), columns);
        };
    }

    private boolean hop(List<String> near, PatternHop hop) {
        boolean sound = labels(hop.node().labels(), hop.node().at());
        for (String type : hop.relationship().types()) {
            if (schema.relationships(type).isEmpty()) {
                report.add(
                        hop.relationship().at(),
                        "no model yields a relationship " + type
                                + SpellingHints.hint(type, schema.relationshipTypes()));
                sound = false;
            } else if (sound && shapes(near, hop, type).isEmpty()) {
                report.add(hop.relationship().at(), impossible(near, hop, type));
                sound = false;
            }
        }
        if (sound) {
            conditions(near, hop);
        }
        return sound;
    }

    boolean labels(List<String> labels, int at) {
        boolean sound = true;
        for (String label : labels) {
            if (!schema.hasLabel(label)) {
                report.add(
                        at, "no model yields nodes with label " + label + SpellingHints.hint(label, schema.labels()));
                sound = false;
            }
        }
        return sound;
    }

    private List<RelationshipShape> shapes(List<String> near, PatternHop hop, String type) {
        return hop.outward()
                ? schema.relationships(near, type, hop.node().labels())
                : schema.relationships(hop.node().labels(), type, near);
    }

    private String impossible(List<String> near, PatternHop hop, String type) {
        boolean reversed = !(hop.outward()
                        ? schema.relationships(hop.node().labels(), type, near)
                        : schema.relationships(near, type, hop.node().labels()))
                .isEmpty();
        if (reversed) {
            return "the direction of " + type + " is the opposite: "
                    + (hop.outward() ? "'<-[:" + type + "]-'" : "'-[:" + type + "]->'");
        }
        Set<String> known = new TreeSet<>();
        schema.relationships(type)
                .forEach(shape -> known.add(
                        String.join("|", shape.from()) + "-[:" + type + "]->" + String.join("|", shape.to())));
        String nearText = String.join("|", near);
        String far = String.join("|", hop.node().labels());
        return "no model yields " + (hop.outward() ? nearText : far) + "-[:" + type + "]->"
                + (hop.outward() ? far : nearText) + " (known: "
                + String.join(", ", known.stream().limit(5).toList()) + (known.size() > 5 ? ", …)" : ")");
    }

    private void conditions(List<String> near, PatternHop hop) {
        PatternExpression ofNode = hop.node().condition();
        if (ofNode != null) {
            String owner = "a node " + String.join("|", hop.node().labels());
            new ExpressionChecker(report, parameters, Place.NODE)
                    .condition(
                            ofNode,
                            NameTypes.of(owner, schema.propertiesOf(hop.node().labels()), Map.of()));
        }
        PatternExpression ofRelationship = hop.relationship().condition();
        if (ofRelationship != null) {
            String owner =
                    "a relationship " + String.join("|", hop.relationship().types());
            new ExpressionChecker(report, parameters, Place.RELATIONSHIP)
                    .condition(ofRelationship, NameTypes.of(owner, relationshipProperties(near, hop), Map.of()));
        }
    }

    private Map<String, PropertyShape> relationshipProperties(List<String> near, PatternHop hop) {
        Map<String, PropertyShape> properties = new HashMap<>();
        for (String type : hop.relationship().types()) {
            shapes(near, hop, type).forEach(shape -> properties.putAll(shape.properties()));
        }
        return properties;
    }

    private Set<ValueKind> column(String anchor, PatternGathering gathering, GatherColumn column) {
        int position = gathering.positionOf(column);
        PatternHop hop = gathering.path().get(Math.abs(position) - 1);
        List<String> near = Math.abs(position) == 1
                ? List.of(anchor)
                : gathering.path().get(Math.abs(position) - 2).node().labels();
        Map<String, PropertyShape> properties = position < 0
                ? relationshipProperties(near, hop)
                : schema.propertiesOf(hop.node().labels());
        PropertyShape property = properties.get(column.property());
        if (property != null) {
            return property.kinds();
        }
        String owner = position < 0
                ? "a relationship " + String.join("|", hop.relationship().types())
                : "a node " + String.join("|", hop.node().labels());
        report.add(
                column.at(),
                owner + " has no property '" + column.property() + "'"
                        + SpellingHints.hint(column.property(), properties.keySet()));
        return Set.of();
    }

    private InferredType extreme(PatternGathering gathering, Map<String, Set<ValueKind>> columns) {
        Set<ValueKind> kinds = new TreeSet<>(columns.values().iterator().next());
        if (kinds.stream().anyMatch(kind -> kind.isList() || kind == ValueKind.FLAG)) {
            String word = gathering.kind() == GatherKind.MINIMUM ? "min" : "max";
            report.add(
                    gathering.columns().get(0).at(),
                    word + " needs a text, a number or a time, found a " + new InferredType(kinds, null).describe());
        }
        return new InferredType(kinds, null);
    }
}
