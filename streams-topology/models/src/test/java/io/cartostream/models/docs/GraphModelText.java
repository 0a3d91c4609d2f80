package io.cartostream.models.docs;

import io.cartostream.models.declaration.AccountDeclaration;
import io.cartostream.models.declaration.ItemDeclaration;
import io.cartostream.models.declaration.LabelDeclaration;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.declaration.OntologyDeclaration;
import io.cartostream.models.declaration.OntologyDeclaration.Field;
import io.cartostream.models.declaration.RelationshipDeclaration;
import io.cartostream.models.declaration.TypeDeclaration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes what resource types yield: diagrams, nodes with their properties, relationships. */
final class GraphModelText {
    private static final String ACCOUNT = "RESOURCE";

    private final StringBuilder page = new StringBuilder();

    /** Any text. */
    GraphModelText add(String text) {
        page.append(text);
        return this;
    }

    /** What every scope of a provider yields. */
    void account(AccountDeclaration account) {
        page.append("## ").append(account.provider()).append(" accounts\n\nEvery scope yields:\n\n");
        nodes(account.body(), "");
    }

    /** A section for a type. */
    void type(TypeDeclaration type) {
        page.append("## ").append(type.name()).append("\n\n");
        page.append("%s, from `%s` (`%s`).".formatted(type.title(), type.operation(), type.items()));
        if (type.account() != null) {
            page.append(" The owner is `").append(type.account()).append("`.");
        }
        page.append("\n\n");
        diagram(List.of(type), relationship -> true);
        nodes(type.body(), "");
    }

    /** The relationships of some types between nodes, without those from accounts. */
    void diagram(Collection<TypeDeclaration> types, Predicate<RelationshipEnds> shown) {
        Set<String> lines = new LinkedHashSet<>();
        types.forEach(type -> type.body().allNodes().forEach(node -> {
            for (RelationshipDeclaration relationship : node.relationships()) {
                String other = relationship.label();
                RelationshipEnds ends = relationship.outward()
                        ? new RelationshipEnds(node.label(), other)
                        : new RelationshipEnds(other, node.label());
                if (!relationship.type().equals(ACCOUNT) && shown.test(ends)) {
                    lines.add("  %s -- %s --> %s".formatted(ends.from(), relationship.type(), ends.to()));
                }
            }
        }));
        if (!lines.isEmpty()) {
            page.append("```mermaid\ngraph LR\n")
                    .append(String.join("\n", lines))
                    .append("\n```\n\n");
        }
    }

    /** The labels of a relationship's ends. */
    record RelationshipEnds(String from, String to) {}

    private void nodes(ItemDeclaration item, String path) {
        item.let().forEach((name, value) -> page.append("`$%s` means `%s`.\n\n".formatted(name, value.describe())));
        item.nodes().forEach(node -> node(node, path));
        for (ItemDeclaration nested : item.forEach()) {
            String list = nested.items() == null ? "" : nested.items().describe();
            nodes(nested, path.isEmpty() ? list : path + " → " + list);
        }
    }

    private void node(NodeDeclaration node, String path) {
        page.append("### ").append(node.label());
        page.append(
                switch (node.role()) {
                    case OWNER -> "\n\n";
                    case STUB -> " (stub)\n\n";
                    case ENRICHMENT -> " (enrichment)\n\n";
                });
        page.append(path.isEmpty() ? "One" : "One for each of `" + path + "`");
        page.append(node.when() == null ? "" : " if `" + node.when() + "`");
        page.append("; id: `").append(node.id().describe()).append("`.");
        if (!node.labels().isEmpty()) {
            page.append(" Further labels: ").append(labels(node.labels())).append('.');
        }
        page.append("\n\n");
        properties(node);
        relationships(node.relationships());
    }

    private static String labels(List<LabelDeclaration> labels) {
        return labels.stream()
                .map(further ->
                        "`" + further.label() + "`" + (further.when() == null ? "" : " (if `" + further.when() + "`)"))
                .collect(Collectors.joining(", "));
    }

    private void properties(NodeDeclaration node) {
        OntologyDeclaration ontology = node.ontology();
        if (node.properties().isEmpty() && ontology == null) {
            return;
        }
        page.append("| property | type | from |\n|---|---|---|\n");
        node.properties()
                .forEach((name, value) -> page.append("| `%s`%s | %s | %s |\n"
                        .formatted(
                                name,
                                node.indexes().contains(name) ? " (indexed)" : "",
                                value.type(),
                                cell(value.describe()))));
        if (ontology != null) {
            page.append("| `_ont_source` | string | `\"")
                    .append(ontology.source())
                    .append("\"` |\n");
            ontology.fields()
                    .forEach((name, field) -> page.append(
                            "| `%s%s` | | %s |\n".formatted(OntologyDeclaration.PREFIX, name, rule(field))));
        }
        page.append('\n');
    }

    private static String cell(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static String rule(Field field) {
        String of = field.properties().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return switch (field.rule()) {
            case COPY -> of;
            case MAP ->
                of + ": "
                        + field.table().entrySet().stream()
                                .map(row -> row.getKey() + " → " + row.getValue())
                                .collect(Collectors.joining(", "));
            case CONSTANT -> "`" + field.constant() + "`";
            case FIRST_OF -> "first of " + of;
            case INVERT -> "not " + of;
            case TO_BOOLEAN -> "whether " + of;
            case ANY -> "any of " + of;
            case NONE -> "none of " + of;
            case ONE_OF -> of + " is one of " + String.join(", ", field.values());
        };
    }

    private void relationships(List<RelationshipDeclaration> relationships) {
        for (RelationshipDeclaration relationship : relationships) {
            page.append("- `")
                    .append(relationship.outward() ? "" : "(" + relationship.label() + ")")
                    .append(relationship.outward() ? "-[" : "-[")
                    .append(relationship.type())
                    .append("]->")
                    .append(relationship.outward() ? "(" + relationship.label() + ")" : "")
                    .append("` where ")
                    .append(relationship.where().entrySet().stream()
                            .map(wanted -> "`" + wanted.getKey() + "` = `"
                                    + wanted.getValue().describe() + "`")
                            .collect(Collectors.joining(" and ")))
                    .append(relationship.when() == null ? "" : " if `" + relationship.when() + "`")
                    .append('\n');
        }
        page.append(relationships.isEmpty() ? "" : "\n");
    }

    /** The page so far. */
    @Override
    public String toString() {
        return page.toString().stripTrailing() + "\n";
    }
}
