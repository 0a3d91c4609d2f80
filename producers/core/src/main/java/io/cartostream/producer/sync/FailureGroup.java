package io.cartostream.producer.sync;

import io.cartostream.contract.Scope;
import io.cartostream.producer.ReadFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures of one resource type that share state, reason, error code, operation and permission.
 *
 * @param state how the scopes ended
 * @param resourceType their type
 * @param first the first failure; null if there is nothing to say
 * @param count how many scopes (of unreadable resources: how many resources)
 * @param scopes the first few scopes
 * @param examples of unreadable resources: the ids of the first few
 */
public record FailureGroup(
        ScopeResult.State state,
        String resourceType,
        @Nullable ReadFailure first,
        long count,
        List<Scope> scopes,
        List<String> examples) {

    /** Copies its lists. */
    public FailureGroup {
        scopes = List.copyOf(scopes);
        examples = List.copyOf(examples);
    }
}
