package io.cartostream.models.cartography;

import com.fasterxml.jackson.databind.JsonNode;
import io.cartostream.contract.Scope;
import io.cartostream.models.ModelSet;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.PayloadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One step of a case: the graph before it, the raw input of its calls, the graph after it. A step that syncs the same types again
 * takes away what only the earlier sync of the case asserted, as the completion of a sync does.
 *
 * @param id the case and the step
 * @param payloads the raw input, one payload per resource, as our producers would send it
 * @param earlier the raw input of earlier steps of the case that sync the same types
 * @param seed the graph before these steps
 * @param before the graph before the step
 * @param after the expected graph
 */
record CaseStep(
        String id, List<Payload> payloads, List<Payload> earlier, CaseGraph seed, CaseGraph before, CaseGraph after) {

    /** A resource in the scope in which it is listed. */
    record Payload(Scope scope, JsonNode json) {}

    private static final String AWS = "cartography.intel.aws.";
    private static final Map<String, String> SAME_AS_ID = Map.of(
            "AWSEC2Instance", "instanceid",
            "AWSEC2SecurityGroup", "groupid",
            "AWSEC2Subnet", "subnetid");

    /** All steps of all cases whose raw input belongs to resource types that we cover. */
    static List<CaseStep> all(Path folder) {
        return all(folder, (id, function) -> {});
    }

    /**
     * As {@link #all(Path)}.
     *
     * @param notRun takes the id and the function of each step with raw input that none of our types reads
     */
    static List<CaseStep> all(Path folder, BiConsumer<String, String> notRun) {
        List<CaseStep> steps = new ArrayList<>();
        Path cases = folder.resolve("cases");
        for (JsonNode entry : CartographyData.read(cases.resolve("INDEX.json")).get("cases")) {
            Path dir = cases.resolve(entry.get("dir").asText());
            if (!Files.exists(dir.resolve("raw.json"))) {
                continue;
            }
            JsonNode raw = CartographyData.read(dir.resolve("raw.json"));
            List<CaseStep> ofCase = new ArrayList<>();
            for (JsonNode golden : entry.path("raw_step_goldens")) {
                List<Payload> taken = takenApart(dir, golden, raw);
                List<Payload> payloads =
                        taken == null ? payloads(dir, raw, golden.get("step").asInt()) : taken;
                String id = entry.get("id").asText() + "#" + golden.get("step").asInt();
                if (payloads.isEmpty()) {
                    notRun.accept(id, golden.get("fn").asText());
                } else {
                    ofCase.add(step(dir, id, golden, payloads, ofCase));
                }
            }
            steps.addAll(ofCase);
        }
        return steps;
    }

    /** Whether something is gone after the step. */
    boolean deletes() {
        return !after.nodes().keySet().containsAll(before.nodes().keySet());
    }

    /** Null if the step is neither one of IAM nor of Organizations. */
    private static @Nullable List<Payload> takenApart(Path dir, JsonNode golden, JsonNode raw) {
        int step = golden.get("step").asInt();
        String function = golden.get("fn").asText();
        if (!function.startsWith(AWS)) {
            return null;
        }
        JsonNode arguments =
                CartographyData.read(dir.resolve("steps.json")).get(step).path("args");
        String account = arguments.path("current_aws_account_id").asText();
        List<JsonNode> all = new ArrayList<>();
        raw.forEach(call -> {
            if (call.get("step").asInt() == step) {
                all.add(call);
            }
        });
        List<Payload> ofOrganization = OrganizationCases.payloads(function, account, all);
        if (ofOrganization != null) {
            return ofOrganization;
        }
        Map<String, JsonNode> calls = new HashMap<>();
        for (JsonNode call : raw) {
            String target = call.get("target").asText();
            if (call.get("step").asInt() == step && target.startsWith(AWS)) {
                calls.put(target.substring(AWS.length()), call.get("returned"));
            }
        }
        return IamCases.payloads(function.substring(AWS.length()), account, calls);
    }

    /** Those of all calls of a step; none if one of them is not ours. */
    private static List<Payload> payloads(Path dir, JsonNode raw, int step) {
        List<Payload> payloads = new ArrayList<>();
        for (JsonNode call : raw) {
            String target = call.get("target").asText();
            if (call.get("step").asInt() != step) {
                continue;
            }
            if (!target.startsWith(AWS) || !CaseInput.covers(target.substring(AWS.length()))) {
                return List.of();
            }
            String account = CartographyData.read(dir.resolve("steps.json"))
                    .get(step)
                    .get("args")
                    .get("current_aws_account_id")
                    .asText();
            JsonNode first = call.get("args").get(0);
            String region = (first.isTextual() ? first : call.get("args").get(1)).asText();
            CaseInput.resources(target.substring(AWS.length()), call.get("returned"))
                    .forEach(resource -> payloads.add(
                            new Payload(new Scope("aws", account, region, resource.type()), resource.payload())));
        }
        return payloads;
    }

    private static CaseStep step(Path dir, String id, JsonNode golden, List<Payload> payloads, List<CaseStep> ofCase) {
        int step = golden.get("step").asInt();
        CaseGraph before = before(dir, step);
        CaseSeeds.complete(before, payloads.get(0).scope());
        Set<String> types = types(payloads);
        List<CaseStep> same = ofCase.stream()
                .filter(other -> types.containsAll(types(other.payloads)))
                .toList();
        return new CaseStep(
                id,
                payloads,
                same.stream().flatMap(other -> other.payloads.stream()).toList(),
                same.isEmpty() ? new CaseGraph() : same.get(0).before(),
                before,
                after(dir, golden));
    }

    /** The resource types of the raw input. */
    Set<String> types() {
        return types(payloads);
    }

    private static Set<String> types(List<Payload> payloads) {
        Set<String> types = new TreeSet<>();
        payloads.forEach(payload -> types.add(payload.scope().resourceType()));
        return types;
    }

    private static CaseGraph before(Path dir, int step) {
        int from = 0;
        CaseGraph graph = Files.exists(dir.resolve("seed.json"))
                ? graph(CartographyData.read(dir.resolve("seed.json")))
                : new CaseGraph();
        if (Files.exists(dir.resolve("graph_steps.json"))) {
            JsonNode steps = CartographyData.read(dir.resolve("graph_steps.json"));
            for (int earlier = step - 1; earlier >= 0 && from == 0; earlier--) {
                if (steps.has(String.valueOf(earlier))) {
                    graph = graph(steps.get(String.valueOf(earlier)));
                    from = earlier + 1;
                }
            }
        }
        CasePreconditions.apply(CartographyData.read(dir.resolve("steps.json")), from, step, graph);
        return graph;
    }

    private static CaseGraph after(Path dir, JsonNode golden) {
        String[] file = golden.get("graph").asText().split("#");
        JsonNode json = CartographyData.read(dir.resolve(file[0]));
        return graph(file.length == 1 ? json : json.get(file[1]));
    }

    private static CaseGraph graph(JsonNode json) {
        CaseGraph graph = new CaseGraph();
        Map<String, String> ids = new HashMap<>();
        for (JsonNode node : json.get("nodes")) {
            if (node.get("label").asText().equals("ModuleSyncMetadata")) {
                continue; // the engine's, not a model's
            }
            String id = id(node);
            CaseGraph.Node copy = graph.node(node.get("label").asText(), id);
            ids.put(node.get("id").asText(), id);
            node.get("labels").forEach(label -> copy.labels().add(label.asText()));
            node.get("props").properties().forEach(entry -> copy.properties()
                    .put(entry.getKey(), ValueText.text(entry.getValue())));
        }
        for (JsonNode relationship : json.get("rels")) {
            graph.relationships()
                    .add(CaseGraph.relationship(
                            relationship.get("type").asText(),
                            end(relationship.get("from"), ids),
                            end(relationship.get("to"), ids),
                            properties(relationship.path("props"))));
        }
        return graph;
    }

    /** Without those that scope Cartography's cleanup. */
    private static Map<String, String> properties(JsonNode json) {
        Map<String, String> properties = new HashMap<>();
        json.properties().stream()
                .filter(property -> !property.getKey().startsWith("_"))
                .forEach(property -> properties.put(property.getKey(), ValueText.text(property.getValue())));
        return properties;
    }

    private static String end(JsonNode end, Map<String, String> ids) {
        String id = end.get("id").asText();
        return CaseGraph.key(end.get("label").asText(), ids.getOrDefault(id, id));
    }

    /**
     * A node's id. A node that a test creates directly may have none. If its label's ids always equal another property, that
     * property's value is the id, so that a model may look the node up by either.
     */
    private static String id(JsonNode node) {
        String id = node.get("id").asText();
        String same = SAME_AS_ID.get(node.get("label").asText());
        return id.startsWith("$noid:") && same != null && node.get("props").has(same)
                ? node.get("props").get(same).asText()
                : id;
    }

    /** What our models make of it, and how that differs from the expected graph. */
    List<String> differences(ModelSet models) throws PayloadException {
        List<Fact> facts = facts(models, payloads);
        CaseGraph ours = before.copy();
        ours.retract(facts(models, earlier), facts, seed);
        ours.add(facts);
        return ours.differencesFrom(after);
    }

    private static List<Fact> facts(ModelSet models, List<Payload> payloads) throws PayloadException {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            Payload payload = payloads.get(i);
            facts.addAll(
                    models.factsOf(payload.scope(), "item-" + i, payload.json().toString()));
        }
        return facts;
    }
}
