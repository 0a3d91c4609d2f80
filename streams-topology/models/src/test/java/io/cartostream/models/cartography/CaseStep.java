package io.cartostream.models.cartography;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.contract.Scope;
import io.cartostream.models.ModelSet;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.PayloadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One step of a case: the graph before it, the raw input of one call, the graph after it.
 *
 * @param id the case and the step
 * @param scope what the raw input is a listing of
 * @param items the raw input, one payload per resource
 * @param before the graph before the step
 * @param after the expected graph
 */
record CaseStep(String id, Scope scope, List<JsonNode> items, Graph before, Graph after) {

    /** Cartography's function that the case replaced by its raw input, to the resource type. */
    private static final Map<String, String> TYPES = Map.of(
            "ec2.instances.get_ec2_instances", "ec2.instance",
            "ec2.vpc.get_ec2_vpcs", "ec2.vpc",
            "ec2.subnets.get_subnet_data", "ec2.subnet",
            "ec2.security_groups.get_ec2_security_group_data", "ec2.security-group",
            "ec2.network_interfaces.get_network_interface_data", "ec2.network-interface",
            "ec2.volumes.get_volumes", "ec2.volume",
            "ec2.internet_gateways.get_internet_gateways", "ec2.internet-gateway",
            "ec2.route_tables.get_route_tables", "ec2.route-table",
            "ec2.key_pairs.get_ec2_key_pairs", "ec2.key-pair");

    private static final String AWS = "cartography.intel.aws.";

    /** All steps of all cases whose raw input belongs to a resource type that we cover. */
    static List<CaseStep> all(Path folder) {
        List<CaseStep> steps = new ArrayList<>();
        Path cases = folder.resolve("cases");
        for (JsonNode entry : CartographyData.read(cases.resolve("INDEX.json")).get("cases")) {
            Path dir = cases.resolve(entry.get("dir").asText());
            if (!Files.exists(dir.resolve("raw.json"))) {
                continue;
            }
            JsonNode raw = CartographyData.read(dir.resolve("raw.json"));
            for (JsonNode golden : entry.path("raw_step_goldens")) {
                for (JsonNode call : raw) {
                    String target = call.get("target").asText();
                    boolean ours = target.startsWith(AWS) && TYPES.containsKey(target.substring(AWS.length()));
                    if (ours && call.get("step").asInt() == golden.get("step").asInt()) {
                        steps.add(step(dir, entry.get("id").asText(), golden, call));
                    }
                }
            }
        }
        return steps;
    }

    private static CaseStep step(Path dir, String id, JsonNode golden, JsonNode call) {
        int step = golden.get("step").asInt();
        String type = TYPES.getOrDefault(call.get("target").asText().substring(AWS.length()), "");
        JsonNode arguments =
                CartographyData.read(dir.resolve("steps.json")).get(step).get("args");
        Scope scope = new Scope(
                "aws",
                arguments.get("current_aws_account_id").asText(),
                call.get("args").get(0).asText(),
                type);
        return new CaseStep(
                id + "#" + step, scope, items(type, call.get("returned")), before(dir, step), after(dir, golden));
    }

    private static List<JsonNode> items(String type, JsonNode returned) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : returned) {
            if (!type.equals("ec2.instance")) {
                items.add(item);
                continue;
            }
            for (JsonNode instance : item.get("Instances")) {
                ObjectNode copy = instance.deepCopy();
                ObjectNode parent = copy.putObject("_parent");
                for (String field : List.of("ReservationId", "OwnerId", "RequesterId")) {
                    if (item.has(field)) {
                        parent.set(field, item.get(field));
                    }
                }
                items.add(copy);
            }
        }
        return items;
    }

    private static Graph before(Path dir, int step) {
        if (Files.exists(dir.resolve("graph_steps.json"))) {
            JsonNode steps = CartographyData.read(dir.resolve("graph_steps.json"));
            for (int earlier = step - 1; earlier >= 0; earlier--) {
                if (steps.has(String.valueOf(earlier))) {
                    return graph(steps.get(String.valueOf(earlier)));
                }
            }
        }
        return Files.exists(dir.resolve("seed.json"))
                ? graph(CartographyData.read(dir.resolve("seed.json")))
                : new Graph();
    }

    private static Graph after(Path dir, JsonNode golden) {
        String[] file = golden.get("graph").asText().split("#");
        JsonNode json = CartographyData.read(dir.resolve(file[0]));
        return graph(file.length == 1 ? json : json.get(file[1]));
    }

    private static Graph graph(JsonNode json) {
        Graph graph = new Graph();
        for (JsonNode node : json.get("nodes")) {
            Graph.Node copy =
                    graph.node(node.get("label").asText(), node.get("id").asText());
            node.get("labels").forEach(label -> copy.labels().add(label.asText()));
            node.get("props").properties().forEach(entry -> copy.properties()
                    .put(entry.getKey(), Values.text(entry.getValue())));
        }
        for (JsonNode relationship : json.get("rels")) {
            graph.relationships()
                    .add(Graph.relationship(
                            relationship.get("type").asText(),
                            end(relationship.get("from")),
                            end(relationship.get("to"))));
        }
        return graph;
    }

    private static String end(JsonNode end) {
        return Graph.key(end.get("label").asText(), end.get("id").asText());
    }

    /** What our models make of it, and how that differs from the expected graph. */
    List<String> differences(ModelSet models) throws PayloadException {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            facts.addAll(models.factsOf(scope, "item-" + i, items.get(i).toString()));
        }
        Graph ours = before;
        ours.add(facts);
        return ours.differencesFrom(after);
    }
}
