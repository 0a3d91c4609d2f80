package io.cartostream.models.compile;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The state of an evaluation: the current item, and the values of the visible names. Not thread-safe. */
final class EvaluationFrame {
    private JsonNode item;
    private final @Nullable JsonNode[] variables;
    private @Nullable PayloadMismatchException @Nullable [] refused;

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

    /**
     * The value of a name.
     *
     * @throws PayloadMismatchException if the value was refused
     */
    @Nullable
    JsonNode variable(int slot) {
        PayloadMismatchException problem = refused == null ? null : refused[slot];
        if (problem != null) {
            throw problem;
        }
        return variables[slot];
    }

    void set(int slot, @Nullable JsonNode value) {
        variables[slot] = value;
        if (refused != null) {
            refused[slot] = null;
        }
    }

    /** Gives a name no value: reading it fails with the problem. */
    void refuse(int slot, PayloadMismatchException problem) {
        if (refused == null) {
            refused = new @Nullable PayloadMismatchException[variables.length];
        }
        refused[slot] = problem;
    }
}
