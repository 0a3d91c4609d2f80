package io.cartostream.producer;

import io.cartostream.contract.Scope;
import java.util.Set;

/**
 * Which scopes of a source are wanted; an empty set wants all.
 *
 * @param accounts account ids
 * @param regions regions; scopes of global types are always wanted
 * @param resourceTypes resource types
 */
public record ScopeSelection(Set<String> accounts, Set<String> regions, Set<String> resourceTypes) {

    /** Everything. */
    public static final ScopeSelection ALL = new ScopeSelection(Set.of(), Set.of(), Set.of());

    /** Copies its sets. */
    public ScopeSelection {
        accounts = Set.copyOf(accounts);
        regions = Set.copyOf(regions);
        resourceTypes = Set.copyOf(resourceTypes);
    }

    /** Whether the scope is wanted. */
    public boolean wants(Scope scope) {
        return (accounts.isEmpty() || accounts.contains(scope.account()))
                && (regions.isEmpty() || scope.region().equals(Scope.GLOBAL) || regions.contains(scope.region()))
                && (resourceTypes.isEmpty() || resourceTypes.contains(scope.resourceType()));
    }
}
