package io.cartostream.engine.scope;

import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import org.jspecify.annotations.Nullable;

/** One scope's state for the length of one call, and what the call spent of its budget. For one thread. */
final class ScopeTransaction {
    private final Scope scope;
    private final String key;
    private final ScopeState state;
    private final boolean growing;
    private int spent;
    private boolean recordAtHand = true;

    /**
     * A transaction that has spent nothing, with the original record at hand.
     *
     * @param growing whether facts that the models no longer yield are kept as lingering: set while resources are derived
     *     again one by one, until all of them were
     */
    ScopeTransaction(Scope scope, ScopeState state, boolean growing) {
        this.scope = scope;
        this.key = scope.key();
        this.state = state;
        this.growing = growing;
    }

    Scope scope() {
        return scope;
    }

    String key() {
        return key;
    }

    /** The state itself, which the rules change in place. */
    ScopeState state() {
        return state;
    }

    boolean growing() {
        return growing;
    }

    /** Takes from the call's budget: 1 for a message, or for several entries that are read in bulk. */
    void spend(int amount) {
        spent += amount;
    }

    int spent() {
        return spent;
    }

    /** Runs an action on an event whose record is no longer at hand; it was dead-lettered on arrival if it had to be. */
    void withoutRecord(Runnable action) {
        recordAtHand = false;
        try {
            action.run();
        } finally {
            recordAtHand = true;
        }
    }

    /** False while no dead letter can be written, because the original record is not at hand. */
    boolean recordAtHand() {
        return recordAtHand;
    }

    Provenance provenance(@Nullable String syncId, long effectiveTime) {
        return new Provenance(scope.provider(), scope.account(), syncId, effectiveTime);
    }
}
