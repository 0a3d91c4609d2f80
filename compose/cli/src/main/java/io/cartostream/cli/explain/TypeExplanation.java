package io.cartostream.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.models.declaration.LabelDeclaration;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.declaration.RelationshipDeclaration;
import io.cartostream.models.declaration.TypeDeclaration;
import io.cartostream.producer.catalogue.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one resource type.
 *
 * @param provider its provider
 * @param name its name
 * @param read how a producer reads it; null if no catalogue lists it
 * @param model what a resource yields; null if no model covers it
 * @param builtIn true if the model is a built-in one
 */
record TypeExplanation(
        String provider,
        String name,
        @Nullable ResourceType read,
        @Nullable TypeDeclaration model,
        boolean builtIn) {

    private static final String FIXTURES = "streams-topology/models/src/test/resources/fixtures/";

    String service() {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }

    String operation() {
        if (read != null) {
            return read.operationName();
        }
        return model == null ? "" : model.operation();
    }

    String scope() {
        if (read == null) {
            return "";
        }
        return read.regional() ? "region" : "global";
    }

    String permissions() {
        return read == null ? "" : String.join(", ", read.permissions());
    }

    String detailOf() {
        ResourceType.Detail detail = read == null ? null : read.detail();
        return detail == null ? "" : detail.of();
    }

    String paging() {
        if (read == null) {
            return "";
        }
        if (!read.listing()) {
            return "one answer, which is the resource";
        }
        return read.pageSize() == 0
                ? "pages of the service's own size"
                : "pages of " + HumanText.count(read.pageSize(), "item");
    }

    String redactions() {
        return read == null
                ? ""
                : read.redactions().stream().map(path -> String.join(".", path)).collect(Collectors.joining(", "));
    }

    /** The identity labels of the nodes that a resource yields. */
    List<String> labels() {
        return nodes().map(NodeDeclaration::label).distinct().toList();
    }

    private Stream<NodeDeclaration> nodes() {
        return model == null ? Stream.empty() : model.body().allNodes();
    }

    /** A line for each node: its labels, and whether it is only known in part. */
    List<String> nodeLines() {
        return nodes().map(TypeExplanation::nodeLine).distinct().toList();
    }

    private static String nodeLine(NodeDeclaration node) {
        String further = node.labels().stream().map(LabelDeclaration::label).collect(Collectors.joining(", "));
        return node.label()
                + (further.isEmpty() ? "" : ", also " + further)
                + switch (node.role()) {
                    case OWNER -> "";
                    case STUB -> " (stub)";
                    case ENRICHMENT -> " (enrichment)";
                };
    }

    /** The relationships whose target is found by its id. */
    List<String> relationships() {
        return relationshipLines(true);
    }

    /** The relationships whose target is looked up by other properties. */
    List<String> lookups() {
        return relationshipLines(false);
    }

    private List<String> relationshipLines(boolean byId) {
        List<String> lines = new ArrayList<>();
        nodes().forEach(node -> node.relationships().stream()
                .filter(relationship -> relationship.byIdOnly() == byId)
                .map(relationship -> line(node, relationship))
                .forEach(lines::add));
        return lines.stream().distinct().toList();
    }

    private static String line(NodeDeclaration node, RelationshipDeclaration relationship) {
        String arrow = relationship.outward()
                ? node.label() + " -[" + relationship.type() + "]-> " + relationship.label()
                : relationship.label() + " -[" + relationship.type() + "]-> " + node.label();
        String compared = relationship.where().entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue().describe())
                .collect(Collectors.joining(" and "));
        return arrow + ", " + relationship.label() + " with " + compared;
    }

    /** The repository's example of a payload; empty for a type that is not built in. */
    String example() {
        if (!builtIn || model == null) {
            return "";
        }
        return FIXTURES + provider + "/" + service() + "/" + name.substring(name.indexOf('.') + 1) + ".json";
    }

    ObjectNode json() {
        ObjectNode json = JsonOutput.object()
                .put("type", name)
                .put("provider", provider)
                .put("service", service())
                .put("operation", operation())
                .put("scope", scope());
        addAll(json.putArray("permissions"), read == null ? List.of() : read.permissions());
        addAll(json.putArray("labels"), labels());
        return json.put("detailOf", detailOf());
    }

    /** All that is known, for one type. */
    ObjectNode fullJson() {
        ObjectNode json = json();
        json.put("title", model == null ? "" : model.title())
                .put("paging", paging())
                .put("redactions", redactions());
        addAll(json.putArray("nodes"), nodeLines());
        addAll(json.putArray("relationships"), relationships());
        addAll(json.putArray("lookups"), lookups());
        return json.put("example", example());
    }

    private static void addAll(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
