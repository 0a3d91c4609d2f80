package io.cartostream.models.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions for AWS policy documents. They read a single value as a list of one, as AWS does. */
final class PolicyFunctions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LISTS = List.of("Action", "NotAction", "Resource", "NotResource");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final String ROOT = ":root";
    private static final int ACCOUNT_PART = 4;

    private PolicyFunctions() {}

    static void register(FunctionRegistry functions) {
        functions.add(
                "policy_statements",
                1,
                2,
                "The statements of an AWS policy document (an object, or its text): Effect, Sid, Action, NotAction,"
                        + " Resource and NotResource as lists; Condition, Principal and NotPrincipal unchanged; Number,"
                        + " from 1; Name, the Sid or else the count of statements without one, past numbers that are a Sid.",
                arguments -> statements(arguments.get(0)));
        functions.add(
                "policy_document",
                1,
                2,
                "An AWS policy document: its text, which may be URL-encoded, as an object; an object as it is.",
                arguments -> arguments.get(0) == null ? null : document(arguments.get(0)));
        functions.add(
                "public_access",
                1,
                3,
                "The access that a resource's policy gives everyone, by S3's meaning of public: public, and actions, sorted;"
                        + " nothing without a policy. A statement counts if it allows something to *, to every account of an ARN"
                        + " pattern or to all except some, unless a condition fixes accounts, principals, organizations, networks"
                        + " or addresses. An operator that is true without its key (…IfExists, ForAllValues:) fixes nothing,"
                        + " unless Null requires the key; nor do negated operators, wildcards, policy variables, and ranges wider"
                        + " than /8 (/32 for IPv6). Statements that deny are ignored, as in S3's own check.",
                arguments -> PublicAccess.of(statements(arguments.get(0))));
        functions.add(
                "trusted_principals",
                3,
                2,
                "The principals that a role's trust policy allows something, without repetitions: type (AWS, Service,"
                        + " Federated…), id and, of an account's root, account, and foreign if it is not the account of"
                        + " the second argument. An account's number means its root in the partition of the third"
                        + " argument.",
                arguments -> trusted(arguments.get(0), arguments.get(1), arguments.get(2)));
    }

    static @Nullable ArrayNode statements(@Nullable JsonNode policy) {
        if (policy == null) {
            return null;
        }
        ArrayNode statements = JsonNodeFactory.instance.arrayNode();
        JsonNode source = list(document(policy).path("Statement"));
        Set<String> sids = new HashSet<>();
        source.forEach(statement -> sids.add(statement.path("Sid").asText("")));
        int unnamed = 0;
        for (JsonNode statement : source) {
            if (!(statement instanceof ObjectNode object)) {
                throw new IllegalArgumentException("expected statements that are objects");
            }
            ObjectNode copy = object.deepCopy();
            for (String field : LISTS) {
                if (copy.hasNonNull(field)) {
                    copy.set(field, list(copy.get(field)));
                }
            }
            String sid = copy.path("Sid").asText("");
            if (sid.isEmpty()) {
                do {
                    unnamed++;
                } while (sids.contains(String.valueOf(unnamed)));
            }
            copy.put("Name", sid.isEmpty() ? String.valueOf(unnamed) : sid);
            copy.put("Number", statements.size() + 1);
            statements.add(copy);
        }
        return statements;
    }

    /** The document as an object. Its text is JSON, or URL-encoded JSON, as the IAM API sends it. */
    static JsonNode document(JsonNode policy) {
        JsonNode document = policy;
        if (policy.isTextual()) {
            try {
                String text = policy.textValue().strip();
                document = JSON.readTree(
                        text.startsWith("%")
                                ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
                                : text);
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new IllegalArgumentException("expected a policy document, found a text that is not JSON", e);
            }
        }
        if (!document.isObject()) {
            throw new IllegalArgumentException("expected a policy document, found JSON that is no object");
        }
        return document;
    }

    static ArrayNode list(JsonNode value) {
        if (value instanceof ArrayNode list) {
            return list;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        return value.isMissingNode() || value.isNull() ? list : list.add(value);
    }

    private static @Nullable JsonNode trusted(
            @Nullable JsonNode policy, @Nullable JsonNode ownAccount, @Nullable JsonNode ownPartition) {
        ArrayNode statements = statements(policy);
        if (statements == null) {
            return null;
        }
        String partition = ownPartition == null ? AwsPartition.STANDARD : ownPartition.asText();
        Set<List<String>> found = new TreeSet<>(java.util.Comparator.comparing((List<String> pair) -> pair.get(0))
                .thenComparing(pair -> pair.get(1)));
        for (JsonNode statement : statements) {
            if (statement.path("Effect").asText().equals("Allow")
                    && statement.path("Principal") instanceof ObjectNode principals) {
                for (Map.Entry<String, JsonNode> kind : principals.properties()) {
                    list(kind.getValue())
                            .forEach(
                                    id -> found.add(List.of(kind.getKey(), id(kind.getKey(), id.asText(), partition))));
                }
            }
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        for (List<String> pair : found) {
            result.add(principal(pair.get(0), pair.get(1), ownAccount));
        }
        return result;
    }

    /** An account's number means its root. */
    private static String id(String kind, String id, String partition) {
        return kind.equals("AWS") && ACCOUNT.matcher(id).matches() ? "arn:" + partition + ":iam::" + id + ROOT : id;
    }

    private static ObjectNode principal(String kind, String id, @Nullable JsonNode ownAccount) {
        ObjectNode principal =
                JsonNodeFactory.instance.objectNode().put("type", kind).put("id", id);
        String[] parts = id.split(":", -1);
        if (kind.equals("AWS") && id.endsWith(ROOT) && parts.length > ACCOUNT_PART) {
            principal.put("account", parts[ACCOUNT_PART]);
            principal.put("foreign", !TextNode.valueOf(parts[ACCOUNT_PART]).equals(ownAccount));
        }
        return principal;
    }
}
