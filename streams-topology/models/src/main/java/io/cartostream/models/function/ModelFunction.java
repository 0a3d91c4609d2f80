package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pure function of JSON values; null stands for a value that is absent. Must not change its arguments. */
@FunctionalInterface
public interface ModelFunction {

    /**
     * The function's value.
     *
     * @throws IllegalArgumentException if an argument has the wrong shape; the message says what was expected
     */
    @Nullable
    JsonNode apply(List<@Nullable JsonNode> arguments);
}
