package io.cartostream.models.docs;

import io.cartostream.models.ModelSet;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.declaration.TypeDeclaration;
import io.cartostream.models.function.FunctionRegistry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes {@code graph-model/}: a page per service, an index of labels, and the functions that models call. */
final class GraphModelPages {
    private static final String README = "README.md";
    private static final String FUNCTIONS = "functions.md";
    private static final String HEAD = """
            # Graph model

            Generated from the model files (`streams-topology/models/src/main/resources/models`); do not edit. How to write them:
            [Write a model](../../guide/write-a-model.md). How this compares with Cartography: [Coverage](../coverage.md).

            Every node also has `id`, `firstseen` (milliseconds since 1970, when it first appeared) and `lastupdated` (seconds, when it
            last changed). A **stub** is a node that a type knows only in part: where both say something, the type that owns the label
            wins. The diagrams leave out relationships from the account (`RESOURCE`).

            """;

    private final SortedMap<String, List<TypeDeclaration>> services = new TreeMap<>();
    private final ModelSet models;

    private GraphModelPages(ModelSet models) {
        this.models = models;
        models.types().forEach(type -> services.computeIfAbsent(page(type), page -> new ArrayList<>())
                .add(type));
    }

    /** File name to text. */
    static SortedMap<String, String> of(ModelSet models) {
        GraphModelPages writer = new GraphModelPages(models);
        SortedMap<String, String> pages = new TreeMap<>();
        pages.put(README, writer.index());
        pages.put(FUNCTIONS, functions());
        writer.services.forEach((page, types) -> pages.put(page, writer.service(types)));
        return pages;
    }

    private static String page(TypeDeclaration type) {
        return "%s-%s.md".formatted(type.provider(), service(type));
    }

    private static String service(TypeDeclaration type) {
        return type.name().substring(0, type.name().indexOf('.'));
    }

    private static String link(TypeDeclaration type) {
        return "%s#%s".formatted(page(type), type.name().replace(".", ""));
    }

    private String index() {
        GraphModelText text = new GraphModelText().add(HEAD);
        text.add("| service | resource types | labels |\n|---|---|---|\n");
        services.forEach((page, types) -> text.add("| [%s %s](%s) | %d | %d |\n"
                .formatted(
                        types.get(0).provider(),
                        service(types.get(0)),
                        page,
                        types.size(),
                        owned(types).size())));
        text.add("\nFunctions that models call: [functions](%s).\n\n".formatted(FUNCTIONS));
        models.accounts().forEach(text::account);
        text.add(
                "## Labels\n\nEach label, further ones included, and the resource types that its nodes come from.\n\n");
        text.add("| label | resource types |\n|---|---|\n");
        labels().forEach((label, links) -> text.add("| `%s` | %s |\n".formatted(label, String.join(", ", links))));
        return text.toString();
    }

    /** Each label to links to the types that own nodes with it; to those that know it as a stub, if none does. */
    private SortedMap<String, Set<String>> labels() {
        SortedMap<String, Set<String>> labels = new TreeMap<>();
        models.accounts().forEach(account -> account.body().allNodes().forEach(node -> carried(node)
                .forEach(label -> labels.computeIfAbsent(label, key -> new TreeSet<>())
                        .add("[every scope](#%s-accounts)".formatted(account.provider())))));
        for (boolean stubs : new boolean[] {false, true}) {
            Set<String> known = stubs ? Set.copyOf(labels.keySet()) : Set.of();
            for (TypeDeclaration type : models.types()) {
                type.body().allNodes().filter(node -> node.owns() != stubs).forEach(node -> carried(node).stream()
                        .filter(label -> !known.contains(label))
                        .forEach(label -> labels.computeIfAbsent(label, key -> new TreeSet<>())
                                .add("[`%s`](%s)".formatted(type.name(), link(type)))));
            }
        }
        return labels;
    }

    private static Set<String> carried(NodeDeclaration node) {
        Set<String> labels = new LinkedHashSet<>(Set.of(node.label()));
        node.labels().forEach(further -> labels.add(further.label()));
        return labels;
    }

    private static Set<String> owned(List<TypeDeclaration> types) {
        Set<String> owned = new LinkedHashSet<>();
        types.forEach(
                type -> type.body().allNodes().filter(node -> node.owns()).forEach(node -> owned.add(node.label())));
        return owned;
    }

    private String service(List<TypeDeclaration> types) {
        GraphModelText text = new GraphModelText();
        text.add("# %s %s\n\n".formatted(types.get(0).provider(), service(types.get(0))));
        text.add("Generated from the model files; do not edit. What all nodes have: [graph model](README.md).\n\n");
        text.add("| resource type | operation | nodes |\n|---|---|---|\n");
        for (TypeDeclaration type : types) {
            List<String> nodes = new ArrayList<>();
            owned(List.of(type)).forEach(label -> nodes.add("`" + label + "`"));
            text.add("| [`%s`](#%s) | `%s` | %s |\n"
                    .formatted(type.name(), type.name().replace(".", ""), type.operation(), String.join(", ", nodes)));
        }
        Set<String> own = owned(types);
        text.add("\nBetween the nodes of this service:\n\n");
        text.diagram(types, ends -> own.contains(ends.from()) && own.contains(ends.to()));
        types.forEach(text::type);
        return text.toString();
    }

    private static String functions() {
        GraphModelText text = new GraphModelText();
        text.add(
                "# Functions\n\nGenerated; do not edit. [Models](../../guide/write-a-model.md) call these where an expression is not enough.\n\n");
        text.add("| function | arguments | purpose |\n|---|---|---|\n");
        FunctionRegistry.builtIn()
                .all()
                .values()
                .forEach(function -> text.add(
                        "| `%s` | %d | %s |\n".formatted(function.name(), function.arguments(), function.purpose())));
        return text.toString();
    }
}
