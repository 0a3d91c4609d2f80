package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions for AWS models. */
final class AwsFunctions {
    private static final Pattern TYPE_END = Pattern.compile("[:/]");
    private static final int ARN_PARTS = 6;

    private AwsFunctions() {}

    static void register(FunctionRegistry functions) {
        functions.add(
                "prefixed",
                2,
                1,
                "The text if it starts with the prefix, else nothing.",
                arguments -> prefixed(arguments.get(0), arguments.get(1)));
        functions.add(
                "arn_parts",
                1,
                1,
                "The parts of an ARN: partition, service, region and account (empty where it names none), resource,"
                        + " type (the text before the resource's first slash or colon), name (the text after it, else the"
                        + " resource) and kind (service:type, or the service); nothing if the text is no ARN.",
                arguments -> arnParts(arguments.get(0)));
    }

    private static @Nullable JsonNode arnParts(@Nullable JsonNode arn) {
        String[] parts = arn == null ? new String[0] : arn.asText().split(":", ARN_PARTS);
        if (parts.length < ARN_PARTS || !parts[0].equals("arn")) {
            return null;
        }
        String resource = parts[5];
        Matcher end = TYPE_END.matcher(resource);
        boolean typed = end.find();
        String type = typed ? resource.substring(0, end.start()) : "";
        return JsonNodeFactory.instance
                .objectNode()
                .put("partition", parts[1])
                .put("service", parts[2])
                .put("region", parts[3])
                .put("account", parts[4])
                .put("resource", resource)
                .put("type", type)
                .put("name", typed ? resource.substring(end.end()) : resource)
                .put("kind", typed ? parts[2] + ":" + type : parts[2]);
    }

    private static @Nullable JsonNode prefixed(@Nullable JsonNode text, @Nullable JsonNode prefix) {
        return text != null && prefix != null && text.asText().startsWith(prefix.asText()) ? text : null;
    }
}
