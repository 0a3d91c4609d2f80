package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A compiled value: reads JSON from a frame. Immutable. */
@FunctionalInterface
interface CompiledValue {

    /** The value; null if it is absent. JSON null counts as absent. */
    @Nullable
    JsonNode read(EvaluationFrame frame);

    /** JMESPath's truth: everything except null, false, and empty texts, lists and objects. */
    static boolean truth(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return false;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isTextual()) {
            return !value.textValue().isEmpty();
        }
        return !value.isContainerNode() || !value.isEmpty();
    }
}
