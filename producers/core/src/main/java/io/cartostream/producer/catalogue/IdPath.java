package io.cartostream.producer.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Leads from an item to a part of its id.
 *
 * @param alternatives paths of fields; the first one with a value counts
 */
public record IdPath(List<List<String>> alternatives) {
    private static final String OR = "||";

    /** Copies its lists. */
    public IdPath {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    /** A single field. */
    static IdPath ofField(String name) {
        return new IdPath(List.of(List.of(name)));
    }

    /** Reads {@code Nested.Id} or {@code Id || Nested.Name}. */
    static IdPath parse(String text) {
        return new IdPath(Arrays.stream(text.split("\\|\\|"))
                .map(path -> List.of(path.strip().split("\\.")))
                .toList());
    }

    /** The value; empty if no alternative has one that is neither null nor an empty text. */
    Optional<String> of(JsonNode item) {
        for (List<String> path : alternatives) {
            JsonNode value = item;
            for (String field : path) {
                value = value.path(field);
            }
            if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
                return Optional.of(value.asText());
            }
        }
        return Optional.empty();
    }

    /** As it is written in the catalogue. */
    @Override
    public String toString() {
        return alternatives.stream().map(path -> String.join(".", path)).collect(Collectors.joining(" " + OR + " "));
    }
}
