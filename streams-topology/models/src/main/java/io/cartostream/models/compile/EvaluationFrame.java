package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The state of an evaluation: the current item, and the values of the visible names. Not thread-safe. */
final class EvaluationFrame {
    private JsonNode item;
    private final @Nullable JsonNode[] variables;

    EvaluationFrame(JsonNode item, int variables) {
        this.item = item;
        this.variables = new @Nullable JsonNode[variables];
    }

    JsonNode item() {
        return item;
    }

    /** Moves to another item and returns the previous one. */
    JsonNode enter(JsonNode next) {
        JsonNode before = item;
        item = next;
        return before;
    }

    @Nullable
    JsonNode variable(int slot) {
        return variables[slot];
    }

    void set(int slot, @Nullable JsonNode value) {
        variables[slot] = value;
    }
}
