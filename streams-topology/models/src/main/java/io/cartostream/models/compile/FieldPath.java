package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The fast path for {@code a.b.c}, without JMESPath. Unlike there, a scalar on the way is an error. */
record FieldPath(String[] fields) implements CompiledValue {

    static FieldPath of(String path) {
        return new FieldPath(path.split("\\."));
    }

    @Override
    public @Nullable JsonNode read(EvaluationFrame frame) {
        return read(frame.item());
    }

    @Nullable
    JsonNode read(@Nullable JsonNode start) {
        JsonNode node = start;
        for (String field : fields) {
            if (node == null || node.isNull()) {
                return null;
            }
            if (!node.isObject()) {
                throw new PayloadMismatchException(
                        String.join(".", fields), "expected an object above '" + field + "', found " + formOf(node));
            }
            node = node.get(field);
        }
        return node == null || node.isNull() ? null : node;
    }

    static String formOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            default -> "null";
        };
    }
}
