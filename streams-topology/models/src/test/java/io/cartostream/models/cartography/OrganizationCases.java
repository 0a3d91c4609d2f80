package io.cartostream.models.cartography;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.contract.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cases of AWS Organizations replace the client: what its pages returned are the API's own answers. */
final class OrganizationCases {
    private static final String FUNCTION = "cartography.intel.aws.organizations.sync_aws_organization";

    private final String account;
    private final List<CaseStep.Payload> payloads = new ArrayList<>();
    private final Map<String, JsonNode> rootOf = new HashMap<>();

    private OrganizationCases(String account) {
        this.account = account;
    }

    /**
     * The payloads of a step.
     *
     * @param calls the step's calls, in their order
     * @return null if the step is no sync of an organization
     */
    static @Nullable List<CaseStep.Payload> payloads(String function, String account, List<JsonNode> calls) {
        if (!function.equals(FUNCTION)) {
            return null;
        }
        OrganizationCases cases = new OrganizationCases(account);
        calls.forEach(cases::add);
        return cases.payloads;
    }

    private void add(JsonNode call) {
        JsonNode returned = call.get("returned");
        if (returned.has("Organization")) {
            add("organization", returned);
            return;
        }
        String parent = call.path("kwargs").path("kwargs").path("ParentId").asText();
        for (JsonNode page : returned) {
            for (JsonNode root : page.path("Roots")) {
                rootOf.put(root.get("Id").asText(), root.get("Arn"));
                add("root", root);
            }
            page.path("OrganizationalUnits")
                    .forEach(unit -> rootOf.put(unit.get("Id").asText(), rootOf.get(parent)));
            if (!parent.isEmpty()) {
                ObjectNode answer = page.deepCopy();
                answer.set(
                        "_parent",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("ParentId", parent)
                                .set("Arn", rootOf.get(parent)));
                add(page.has("Accounts") ? "accounts" : "units", answer);
            }
        }
    }

    private void add(String type, JsonNode payload) {
        payloads.add(new CaseStep.Payload(new Scope("aws", account, Scope.GLOBAL, "organizations." + type), payload));
    }
}
