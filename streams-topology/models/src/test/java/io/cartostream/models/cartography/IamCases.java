package io.cartostream.models.cartography;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.contract.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cartography's functions for IAM merge the answers of several calls by principal. This class splits them into the API's answers
 * again.
 */
final class IamCases {
    private static final String MODULE = "iam.";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Functions of IAM that sync something; the others only return data. */
    private static final Set<String> SYNCS =
            Set.of("sync", "sync_roles", "sync_account_summary", "sync_user_mfa_devices");

    private final String account;
    private final Map<String, JsonNode> returned = new TreeMap<>();
    private final List<CaseStep.Payload> payloads = new ArrayList<>();
    private final Map<String, ObjectNode> managed = new TreeMap<>();

    private IamCases(String account) {
        this.account = account;
    }

    /**
     * The payloads of a step.
     *
     * @param function the function that the step calls
     * @param calls what its parts returned, by their names without Cartography's package
     * @return null if the step is not one of IAM
     */
    static @Nullable List<CaseStep.Payload> payloads(String function, String account, Map<String, JsonNode> calls) {
        if (!function.startsWith(MODULE) || !SYNCS.contains(function.substring(MODULE.length()))) {
            return null;
        }
        IamCases cases = new IamCases(account);
        calls.forEach((name, json) ->
                cases.returned.put(name.startsWith(MODULE) ? name.substring(MODULE.length()) : name, json));
        cases.all(function.equals("iam.sync"));
        return cases.payloads;
    }

    private void all(boolean whole) {
        if (whole) {
            add("sts.caller-identity", JSON.objectNode().put("Account", account));
        }
        if (whole || returned.containsKey("get_account_summary")) {
            ObjectNode summary = JSON.objectNode();
            summary.set("SummaryMap", returned.getOrDefault("get_account_summary", JSON.objectNode()));
            add("iam.account-summary", summary);
        }
        each("get_user_list_data", "Users", "iam.user");
        each("get_group_list_data", "Groups", "iam.group");
        each("get_role_list_data", "Roles", "iam.role");
        policies("user", "UserPolicyList");
        policies("group", "GroupPolicyList");
        policies("role", "RolePolicyList");
        managed.values().forEach(policy -> add("iam.managed-policy", policy));
        members();
        accessKeys();
    }

    private void add(String type, JsonNode payload) {
        payloads.add(new CaseStep.Payload(new Scope("aws", account, Scope.GLOBAL, type), payload));
    }

    private JsonNode returned(String function) {
        return returned.getOrDefault(function, JSON.objectNode());
    }

    private void each(String function, String list, String type) {
        returned(function).path(list).forEach(item -> add(type, item));
    }

    private void policies(String kind, String list) {
        Map<String, ObjectNode> principals = new TreeMap<>();
        returned("get_" + kind + "_policy_data")
                .properties()
                .forEach(principal -> principal.getValue().properties().forEach(policy -> {
                    ObjectNode own = JSON.objectNode().put("PolicyName", policy.getKey());
                    own.putObject("PolicyDocument").set("Statement", policy.getValue());
                    principal(principals, principal.getKey()).withArray(list).add(own);
                }));
        returned("get_" + kind + "_managed_policy_data")
                .properties()
                .forEach(principal -> principal.getValue().properties().forEach(policy -> {
                    principal(principals, principal.getKey())
                            .withArray("AttachedManagedPolicies")
                            .addObject()
                            .put("PolicyArn", policy.getKey());
                    managed.computeIfAbsent(policy.getKey(), arn -> managed(arn, policy.getValue()));
                }));
        principals.values().forEach(principal -> add("iam." + kind + "-policies", principal));
    }

    private static ObjectNode principal(Map<String, ObjectNode> principals, String arn) {
        return principals.computeIfAbsent(arn, key -> JSON.objectNode().put("Arn", key));
    }

    private static ObjectNode managed(String arn, JsonNode statements) {
        ObjectNode policy = JSON.objectNode()
                .put("Arn", arn)
                .put("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
                .put("AttachmentCount", 1);
        ObjectNode version = policy.putArray("PolicyVersionList").addObject().put("IsDefaultVersion", true);
        version.putObject("Document").set("Statement", statements);
        return policy;
    }

    private void members() {
        returned("get_group_memberships").properties().forEach(group -> {
            ObjectNode answer = JSON.objectNode();
            answer.putObject("Group").put("Arn", group.getKey());
            ArrayNode users = answer.putArray("Users");
            group.getValue().forEach(user -> users.addObject().set("Arn", user));
            add("iam.group-members", answer);
        });
    }

    private void accessKeys() {
        returned("get_user_access_keys_data").properties().forEach(user -> {
            ObjectNode answer = JSON.objectNode();
            answer.set("AccessKeyMetadata", user.getValue());
            answer.putObject("_parent").put("Arn", user.getKey());
            add("iam.access-keys", answer);
            for (JsonNode key : user.getValue()) {
                ObjectNode used = JSON.objectNode();
                ObjectNode last = used.putObject("AccessKeyLastUsed");
                last.set("LastUsedDate", key.get("LastUsedDate"));
                last.set("ServiceName", key.get("LastUsedService"));
                last.set("Region", key.get("LastUsedRegion"));
                used.putObject("_parent").set("AccessKeyId", key.get("AccessKeyId"));
                add("iam.access-key-last-used", used);
            }
        });
    }
}
