package io.cartostream.models.docs;

import io.cartostream.models.ModelSet;
import io.cartostream.models.declaration.AccountDeclaration;
import io.cartostream.models.declaration.ItemDeclaration;
import io.cartostream.models.declaration.LabelDeclaration;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.declaration.OntologyDeclaration;
import io.cartostream.models.declaration.OntologyDeclaration.Field;
import io.cartostream.models.declaration.RelationshipDeclaration;
import io.cartostream.models.declaration.TypeDeclaration;
import io.cartostream.models.function.Functions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes {@code graph-model.md}: what each resource type yields. */
final class GraphModelPage {
    private static final String HEAD = """
            # Graph model

            Generated from the model files (`streams-topology/models/src/main/resources/models`); do not edit. How these files are
            written: [models](models.md). How this compares with Cartography: [coverage](coverage.md).

            Every node also has `id`, `firstseen` (milliseconds since 1970, when it first appeared) and `lastupdated` (seconds, when it
            last changed). A **stub** is a node of which the type knows only a part: what the label's own type says wins. In
            the diagrams, relationships from the account (`RESOURCE`) are left out.

            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private GraphModelPage() {}

    static String of(ModelSet models) {
        GraphModelPage writer = new GraphModelPage();
        writer.contents(models);
        models.accounts().forEach(writer::account);
        models.types().forEach(writer::type);
        writer.functions();
        return writer.page.toString().stripTrailing() + "\n";
    }

    private void contents(ModelSet models) {
        page.append("| resource type | operation | nodes |\n|---|---|---|\n");
        for (TypeDeclaration type : models.types()) {
            Set<String> owned = new LinkedHashSet<>();
            type.body().allNodes().filter(node -> !node.stub()).forEach(node -> owned.add("`" + node.label() + "`"));
            page.append("| [%s `%s`](#%s) | `%s` | %s |\n"
                    .formatted(type.provider(), type.name(), anchor(type), type.operation(), String.join(", ", owned)));
        }
        page.append('\n');
    }

    private static String anchor(TypeDeclaration type) {
        return (type.provider() + " " + type.name()).replace(".", "").replace(' ', '-');
    }

    private void account(AccountDeclaration account) {
        page.append("## ").append(account.provider()).append(" accounts\n\nEvery scope yields:\n\n");
        nodes(account.body(), "");
    }

    private void type(TypeDeclaration type) {
        page.append("## ")
                .append(type.provider())
                .append(' ')
                .append(type.name())
                .append("\n\n");
        page.append("%s, from `%s` (`%s`).".formatted(type.title(), type.operation(), type.items()));
        if (type.account() != null) {
            page.append(" The owner is `").append(type.account()).append("`.");
        }
        page.append("\n\n");
        diagram(type);
        nodes(type.body(), "");
    }

    private void diagram(TypeDeclaration type) {
        Set<String> edges = new LinkedHashSet<>();
        type.body().allNodes().forEach(node -> {
            for (RelationshipDeclaration relationship : node.relationships()) {
                if (!relationship.type().equals("RESOURCE")) {
                    String from = relationship.outward() ? node.label() : relationship.label();
                    String to = relationship.outward() ? relationship.label() : node.label();
                    edges.add("  %s -- %s --> %s".formatted(from, relationship.type(), to));
                }
            }
        });
        if (!edges.isEmpty()) {
            page.append("```mermaid\ngraph LR\n")
                    .append(String.join("\n", edges))
                    .append("\n```\n\n");
        }
    }

    private void nodes(ItemDeclaration item, String path) {
        item.let()
                .forEach((name, value) -> page.append("`$%s` stands for `%s`.\n\n".formatted(name, value.describe())));
        item.nodes().forEach(node -> node(node, path));
        for (ItemDeclaration nested : item.forEach()) {
            String list = nested.items() == null ? "" : nested.items().describe();
            nodes(nested, path.isEmpty() ? list : path + " → " + list);
        }
    }

    private void node(NodeDeclaration node, String path) {
        page.append("### ").append(node.label());
        page.append(node.stub() ? " (stub)\n\n" : "\n\n");
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
                    .append("` where `")
                    .append(relationship.property())
                    .append("` = ")
                    .append("`" + relationship.value().describe() + "`")
                    .append(relationship.when() == null ? "" : " if `" + relationship.when() + "`")
                    .append('\n');
        }
        page.append(relationships.isEmpty() ? "" : "\n");
    }

    private void functions() {
        page.append("## Functions\n\nWhat models call where an expression does not do.\n\n");
        page.append("| function | arguments | purpose |\n|---|---|---|\n");
        Functions.builtIn()
                .all()
                .values()
                .forEach(function -> page.append(
                        "| `%s` | %d | %s |\n".formatted(function.name(), function.arguments(), function.purpose())));
    }
}
