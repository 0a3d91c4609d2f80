package io.cartostream.cli.query;

import io.cartostream.models.ModelSet;
import io.cartostream.models.declaration.ItemDeclaration;
import io.cartostream.models.declaration.LabelDeclaration;
import io.cartostream.models.declaration.NodeDeclaration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A style sheet (GraSS) for Neo4j Browser. Without one, Browser shows any property of a node, often a time. The rules of the
 * identity labels come last, because the last rule that fits a node wins.
 */
final class BrowserStyle {

    private static final List<String> COLOURS = List.of(
            "#4C8EDA", "#57C7E3", "#F16667", "#D9C8AE", "#8DCC93", "#ECB5C9", "#FFC454", "#DA7194", "#569480",
            "#C990C0");

    private static final String HEAD = """
            node {
              diameter: 50px;
              color: #A5ABB6;
              border-color: #9AA1AC;
              border-width: 2px;
              text-color-internal: #FFFFFF;
              font-size: 10px;
              caption: "{id}";
            }

            relationship {
              color: #A5ABB6;
              shaft-width: 1px;
              font-size: 8px;
              padding: 3px;
              text-color-external: #000000;
              text-color-internal: #FFFFFF;
              caption: "<type>";
            }
            """;

    private final Map<String, Set<String>> further = new TreeMap<>();
    private final Map<String, Set<String>> identity = new TreeMap<>();

    private BrowserStyle(Stream<NodeDeclaration> nodes) {
        nodes.forEach(node -> {
            identity.computeIfAbsent(node.label(), label -> new LinkedHashSet<>())
                    .addAll(node.properties().keySet());
            for (LabelDeclaration label : node.labels()) {
                further.computeIfAbsent(label.label(), name -> new LinkedHashSet<>())
                        .addAll(node.properties().keySet());
            }
        });
        further.keySet().removeAll(identity.keySet());
    }

    /** The style of the labels that these models yield. */
    static BrowserStyle of(ModelSet models) {
        Stream<ItemDeclaration> types = models.types().stream().map(type -> type.body());
        Stream<ItemDeclaration> accounts = models.accounts().stream().map(account -> account.body());
        return new BrowserStyle(Stream.concat(types, accounts).flatMap(ItemDeclaration::allNodes));
    }

    String text() {
        StringBuilder text = new StringBuilder(HEAD);
        further.forEach((label, properties) -> rule(text, label, properties));
        identity.forEach((label, properties) -> rule(text, label, properties));
        return text.toString();
    }

    private static void rule(StringBuilder text, String label, Set<String> properties) {
        String colour = COLOURS.get(Math.floorMod(label.hashCode(), COLOURS.size()));
        text.append("\nnode.")
                .append(label)
                .append(" {\n  color: ")
                .append(colour)
                .append(";\n  border-color: ")
                .append(colour)
                .append(";\n  text-color-internal: #FFFFFF;\n  caption: \"{")
                .append(caption(label, properties))
                .append("}\";\n}\n");
    }

    /** The property that names a node for people: the name, or else a name of something that the label mentions, or the id. */
    static String caption(String label, Set<String> properties) {
        if (properties.contains("name")) {
            return "name";
        }
        return properties.stream()
                .filter(property -> mentions(label, property))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .orElse("id");
    }

    /** True for a property such as keyname or group_name of a label that ends with Key or Group. */
    private static boolean mentions(String label, String property) {
        if (!property.endsWith("name")) {
            return false;
        }
        String stem = property.substring(0, property.length() - "name".length()).replace("_", "");
        return !stem.isEmpty() && label.toLowerCase(Locale.ROOT).contains(stem);
    }
}
