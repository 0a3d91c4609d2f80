package io.cartostream.engine.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a contributor asserts of one entity.
 *
 * @param relationship null: of the node that the message is for; otherwise of a relationship that starts there
 * @param changes per declaration, what it asserts now
 */
public record EntityFacts(@Nullable RelationshipEnd relationship, List<DeclarationChange> changes) {

    /** Copies the list. */
    public EntityFacts {
        changes = List.copyOf(changes);
    }

    /** Whether something is asserted no more. */
    public boolean withdraws() {
        return changes.stream().anyMatch(change -> change.body() == null);
    }

    /** How large its bodies are, in bytes. */
    public long size() {
        return changes.stream().mapToLong(DeclarationChange::size).sum();
    }
}
