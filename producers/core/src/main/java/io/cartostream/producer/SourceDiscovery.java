package io.cartostream.producer;

import io.cartostream.contract.Scope;
import java.util.List;
import java.util.Map;

/**
 * What a source can read.
 *
 * @param scopes the scopes, in the order in which they should be started
 * @param unknownOperations recorded operations that no catalogue entry reads, {@code service:operation}, with the number of
 *     answers
 */
public record SourceDiscovery(List<Scope> scopes, Map<String, Long> unknownOperations) {

    /** Copies its parts. */
    public SourceDiscovery {
        scopes = List.copyOf(scopes);
        unknownOperations = Map.copyOf(unknownOperations);
    }

    /** Scopes, and nothing unknown. */
    public static SourceDiscovery of(List<Scope> scopes) {
        return new SourceDiscovery(scopes, Map.of());
    }
}
