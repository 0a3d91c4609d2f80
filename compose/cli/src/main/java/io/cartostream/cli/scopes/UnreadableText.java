package io.cartostream.cli.scopes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.avro.UnreadableCause;
import java.util.stream.Collectors;

/** Shows how many resources of a scope were unreadable, and why. */
final class UnreadableText {

    private UnreadableText() {}

    /** For example {@code 5 of 7 unreadable: 4 × AccessDenied (b1, b2, b3 …), 1 × SlowDown (b4)}. */
    static String line(ScopeStatus status) {
        String of = status.getSeen() > 0 ? " of " + status.getSeen() : "";
        return status.getUnreadable() + of + " unreadable: "
                + status.getUnreadableCauses().stream()
                        .map(UnreadableText::cause)
                        .collect(Collectors.joining(", "));
    }

    private static String cause(UnreadableCause cause) {
        String name = cause.getCode() == null ? cause.getReason() : cause.getCode();
        String examples = String.join(", ", cause.getExamples());
        String more = cause.getCount() > cause.getExamples().size() ? " …" : "";
        return cause.getCount() + " × " + name + (examples.isEmpty() ? "" : " (" + examples + more + ")");
    }

    /** The permissions that are missing, each once; empty text if access was denied nowhere. */
    static String permissions(ScopeStatus status) {
        return status.getUnreadableCauses().stream()
                .map(UnreadableCause::getMissingPermission)
                .filter(permission -> permission != null)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static void json(ScopeStatus status, ObjectNode json) {
        json.put("seen", status.getSeen()).put("unreadable", status.getUnreadable());
        ArrayNode causes = json.putArray("unreadableCauses");
        for (UnreadableCause cause : status.getUnreadableCauses()) {
            ObjectNode entry = causes.addObject()
                    .put("reason", cause.getReason())
                    .put("code", cause.getCode())
                    .put("operation", cause.getOperation())
                    .put("missingPermission", cause.getMissingPermission())
                    .put("message", cause.getMessage())
                    .put("count", cause.getCount());
            cause.getExamples().forEach(entry.putArray("examples")::add);
        }
    }
}
