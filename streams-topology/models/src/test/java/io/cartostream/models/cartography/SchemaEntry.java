package io.cartostream.models.cartography;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One node schema of Cartography. */
record SchemaEntry(
        String name,
        String module,
        String label,
        Set<String> labels,
        Set<String> properties,
        Set<String> relationships) {

    static List<SchemaEntry> all(Path folder, String provider) {
        List<SchemaEntry> entries = new ArrayList<>();
        for (JsonNode node : CartographyData.read(folder.resolve("schema/" + provider + ".json"))
                .get("nodes")) {
            entries.add(entry(node));
        }
        return entries;
    }

    private static SchemaEntry entry(JsonNode node) {
        Set<String> labels = new TreeSet<>();
        node.path("extra_labels")
                .forEach(further -> labels.add(further.get("label").asText()));
        node.path("conditional_labels")
                .forEach(further -> labels.add(further.get("label").asText()));
        Set<String> properties = new TreeSet<>();
        node.get("properties").fieldNames().forEachRemaining(properties::add);
        properties.remove("lastupdated");
        if (node.has("ontology_properties") && !node.get("ontology_properties").isEmpty()) {
            properties.add("_ont_source");
            for (JsonNode field : node.get("ontology_properties")) {
                if (field.path("applies").asBoolean(true)) {
                    properties.add(field.get("prop").asText());
                }
            }
        }
        Set<String> relationships = new TreeSet<>();
        if (node.path("sub_resource").isObject()) {
            relationships.add(relationship(node.get("sub_resource")));
        }
        node.path("relationships").forEach(relationship -> relationships.add(relationship(relationship)));
        String[] module = node.get("py_module").asText().split("\\.");
        return new SchemaEntry(
                node.get("schema").asText(), module[3], node.get("label").asText(), labels, properties, relationships);
    }

    private static String relationship(JsonNode relationship) {
        boolean outward = relationship.get("direction").asText().equals("OUTWARD");
        return describe(
                relationship.get("type").asText(),
                outward,
                relationship.get("target_label").asText());
    }

    static String describe(String type, boolean outward, String target) {
        return outward ? "-[" + type + "]->(" + target + ")" : "(" + target + ")-[" + type + "]->";
    }
}
