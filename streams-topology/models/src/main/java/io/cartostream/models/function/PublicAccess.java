package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The actions that the statements of a resource's policy allow everyone, by S3's published meaning of "public": a statement is
 * public unless it allows fixed principals only, or a condition fixes who may come or from where. As in S3's own check, a
 * statement that denies takes nothing back.
 */
final class PublicAccess {
    private static final Pattern EVERY_ACCOUNT = Pattern.compile("arn:[^:]*:[^:]*:[^:]*:\\*:.*");

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
                && !NarrowingConditions.narrow(statement.path("Condition"));
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
        return !PolicyFunctions.list(principal.path("*")).isEmpty();
    }
}
