package io.cartostream.engine.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contributor's changed assertions about one entity.
 *
 * @param relationship a relationship that starts at the receiving node; null for the node itself
 * @param changes one for each changed declaration
 */
public record EntityFacts(@Nullable RelationshipEnd relationship, List<DeclarationChange> changes) {

    /** Copies the list. */
    public EntityFacts {
        changes = List.copyOf(changes);
    }

    /** Returns whether an assertion is retracted. */
    public boolean withdraws() {
        return changes.stream().anyMatch(change -> change.body() == null);
    }

    /** Total size of the bodies in bytes. */
    public long size() {
        return changes.stream().mapToLong(DeclarationChange::size).sum();
    }
}
