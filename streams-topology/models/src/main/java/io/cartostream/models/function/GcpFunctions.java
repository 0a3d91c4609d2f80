package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions for Google Cloud models. */
final class GcpFunctions {
    private static final Set<String> PUBLIC = Set.of("allUsers", "allAuthenticatedUsers");
    private static final Set<String> PRINCIPALS = Set.of("user", "serviceAccount", "group");
    private static final Pattern POOL = Pattern.compile(
            "^principal(?:Set)?://iam\\.googleapis\\.com/(projects/[^/]+/locations/[^/]+/workloadIdentityPools/[^/]+)/.*");
    private static final int HASH_LENGTH = 8;

    private GcpFunctions() {}

    static void register(FunctionRegistry functions) {
        functions.add(
                "gcp_bindings",
                2,
                1,
                "An IAM policy's bindings for a resource: one per role and condition, with members (emails), domains and"
                        + " workload identity pools separated; bindings that name none of these are left out.",
                arguments -> bindings(arguments.get(0), arguments.get(1)));
        functions.add(
                "gcp_bucket_name",
                2,
                1,
                "The bucket of a policy: the end of its resourceId (projects/_/buckets/<name>), else the second argument.",
                arguments -> bucketName(arguments.get(0), arguments.get(1)));
        functions.add(
                "gcp_acl_public",
                3,
                2,
                "Whether a bucket's own or its objects' default access control list has an entry for allUsers or"
                        + " allAuthenticatedUsers; false if access is uniform (the third argument), null if neither list is"
                        + " in the answer.",
                arguments -> aclPublic(arguments.get(0), arguments.get(1), arguments.get(2)));
    }

    private static @Nullable JsonNode bindings(@Nullable JsonNode bindings, @Nullable JsonNode resource) {
        if (bindings == null || resource == null) {
            return null;
        }
        if (!bindings.isArray()) {
            throw new IllegalArgumentException("expected a list of bindings");
        }
        Map<String, Binding> byId = new TreeMap<>();
        for (JsonNode json : bindings) {
            JsonNode role = json.path("role");
            if (!role.isTextual()) {
                continue;
            }
            JsonNode expression = json.path("condition").path("expression");
            String id = resource.asText() + "_" + role.asText()
                    + (expression.isTextual() ? "_" + hash(expression.asText()) : "");
            byId.computeIfAbsent(id, key -> new Binding(role, json.path("condition")))
                    .add(json.path("members"));
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        byId.forEach((id, binding) -> {
            if (!binding.isEmpty()) {
                result.add(binding.toJson(id));
            }
        });
        return result;
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static @Nullable JsonNode bucketName(@Nullable JsonNode resourceId, @Nullable JsonNode otherwise) {
        if (resourceId == null) {
            return otherwise;
        }
        String text = resourceId.asText();
        return TextNode.valueOf(text.substring(text.lastIndexOf('/') + 1));
    }

    private static @Nullable JsonNode aclPublic(
            @Nullable JsonNode acl, @Nullable JsonNode ofObjects, @Nullable JsonNode uniform) {
        if (namesPublic(acl) || namesPublic(ofObjects)) {
            return BooleanNode.TRUE;
        }
        boolean known = acl != null || ofObjects != null || (uniform != null && uniform.asBoolean());
        return known ? BooleanNode.FALSE : null;
    }

    private static boolean namesPublic(@Nullable JsonNode acl) {
        if (acl != null) {
            for (JsonNode entry : acl) {
                if (PUBLIC.contains(entry.path("entity").asText())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The members of one role under one condition. */
    private static final class Binding {
        private final JsonNode role;
        private final JsonNode condition;
        private final Set<String> members = new TreeSet<>();
        private final Set<String> domains = new TreeSet<>();
        private final Set<String> pools = new TreeSet<>();
        private boolean open;

        private Binding(JsonNode role, JsonNode condition) {
            this.role = role;
            this.condition = condition;
        }

        private void add(JsonNode named) {
            for (JsonNode json : named) {
                String member = json.asText();
                int colon = member.indexOf(':');
                String kind = colon < 0 ? member : member.substring(0, colon);
                Matcher pool = POOL.matcher(member);
                if (PUBLIC.contains(member)) {
                    open = true;
                } else if (PRINCIPALS.contains(kind) && colon > 0) {
                    members.add(member.substring(colon + 1));
                } else if (kind.equals("domain") && colon > 0) {
                    domains.add(member.substring(colon + 1));
                } else if (pool.matches()) {
                    pools.add(pool.group(1));
                }
            }
        }

        private boolean isEmpty() {
            return !open && members.isEmpty() && domains.isEmpty() && pools.isEmpty();
        }

        private JsonNode toJson(String id) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("id", id).set("role", role);
            json.put("is_public", open).put("has_condition", condition.isObject());
            json.set("condition_title", condition.get("title"));
            json.set("condition_expression", condition.get("expression"));
            members.forEach(json.putArray("members")::add);
            domains.forEach(json.putArray("domains")::add);
            pools.forEach(json.putArray("wif_pools")::add);
            return json;
        }
    }
}
