package io.cartostream.patterns.check;

import io.cartostream.patterns.schema.ValueKind;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The type of an expression.
 *
 * @param kinds the kinds of value that it may have; empty if it could not be inferred, which was reported
 * @param rows the columns of the gathered set that it is, with their kinds; null if it is a plain value
 */
record InferredType(Set<ValueKind> kinds, @Nullable Map<String, Set<ValueKind>> rows) {
    static final InferredType UNKNOWN = new InferredType(Set.of(), null);

    static InferredType of(ValueKind kind) {
        return new InferredType(Set.of(kind), null);
    }

    boolean isKnown() {
        return rows != null || !kinds.isEmpty();
    }

    boolean is(ValueKind kind) {
        return rows == null && kinds.equals(Set.of(kind));
    }

    boolean isList() {
        return rows == null && !kinds.isEmpty() && kinds.stream().allMatch(ValueKind::isList);
    }

    String describe() {
        return rows != null
                ? "gathered set"
                : kinds.stream().map(ValueKind::word).sorted().collect(Collectors.joining(" or "));
    }
}
