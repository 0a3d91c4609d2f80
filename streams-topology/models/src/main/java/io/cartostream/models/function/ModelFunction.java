package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pure function of JSON values; null is an absent value. It must not change its arguments. */
@FunctionalInterface
public interface ModelFunction {

    /**
     * The function's value.
     *
     * @throws IllegalArgumentException if an argument has the wrong form; the message names the expected form
     */
    @Nullable
    JsonNode apply(List<@Nullable JsonNode> arguments);
}
