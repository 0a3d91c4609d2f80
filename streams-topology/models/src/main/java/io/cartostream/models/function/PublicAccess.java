package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The actions that the statements of a resource's policy allow everyone. */
final class PublicAccess {
    private static final Pattern EVERY_ACCOUNT = Pattern.compile("arn:[^:]*:[^:]*:[^:]*:\\*:.*");
    private static final Pattern EVERY_ADDRESS = Pattern.compile(".*/0+");

    /** Condition keys that name who may come, or from where; others leave a statement open. */
    private static final Set<String> NARROWING = Set.of(
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:sourceaccount",
            "aws:sourcearn",
            "aws:sourceip",
            "aws:sourceorgid",
            "aws:sourceowner",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:userid",
            "aws:vpcsourceip",
            "kms:calleraccount",
            "s3:dataaccesspointaccount",
            "s3:dataaccesspointarn");

    private PublicAccess() {}

    /** Without statements, no one has access. */
    static JsonNode of(@Nullable ArrayNode statements) {
        boolean open = false;
        Set<String> actions = new TreeSet<>();
        for (JsonNode statement : statements == null ? JsonNodeFactory.instance.arrayNode() : statements) {
            if (isOpen(statement)) {
                open = true;
                statement.path("Action").forEach(action -> actions.add(action.asText()));
            }
        }
        ObjectNode access = JsonNodeFactory.instance.objectNode().put("public", open);
        actions.forEach(access.putArray("actions")::add);
        return access;
    }

    private static boolean isOpen(JsonNode statement) {
        return statement.path("Effect").asText().equals("Allow")
                && (statement.has("NotPrincipal") || everyone(statement.path("Principal")))
                && !narrowed(statement.path("Condition"));
    }

    private static boolean everyone(JsonNode principal) {
        if (principal.isTextual()) {
            return principal.textValue().equals("*");
        }
        for (JsonNode id : PolicyFunctions.list(principal.path("AWS"))) {
            String text = id.asText();
            if (text.equals("*") || EVERY_ACCOUNT.matcher(text).matches()) {
                return true;
            }
        }
        return false;
    }

    private static boolean narrowed(JsonNode conditions) {
        for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
            if (operator.getKey().contains("Not")) {
                continue; // everyone except some is public, too
            }
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                if (NARROWING.contains(key.getKey().toLowerCase(Locale.ROOT))
                        && !matchesAll(PolicyFunctions.list(key.getValue()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matchesAll(ArrayNode values) {
        for (JsonNode value : values) {
            String text = value.asText();
            if (text.equals("*")
                    || EVERY_ADDRESS.matcher(text).matches()
                    || EVERY_ACCOUNT.matcher(text).matches()) {
                return true;
            }
        }
        return false;
    }
}
