package io.cartostream.producer.sync;

import io.cartostream.contract.Scope;
import io.cartostream.producer.ReadFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures of one resource type that share state, reason, operation and permission.
 *
 * @param state how the scopes ended
 * @param resourceType their type
 * @param first the first failure; null if there is nothing to say
 * @param count how many scopes (of unreadable resources: how many resources)
 * @param scopes the first few scopes
 */
public record FailureGroup(
        ScopeResult.State state,
        String resourceType,
        @Nullable ReadFailure first,
        long count,
        List<Scope> scopes) {

    /** Copies its list. */
    public FailureGroup {
        scopes = List.copyOf(scopes);
    }
}
