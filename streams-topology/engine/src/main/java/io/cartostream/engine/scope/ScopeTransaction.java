package io.cartostream.engine.scope;

import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import org.jspecify.annotations.Nullable;

/** One scope's state while a call has it in hand. */
final class ScopeTransaction {
    final Scope scope;
    final String key;
    final ScopeState state;
    /** What was spent of the call's budget: messages, and looking at entries in bulk. */
    int spent;
    /** Set where no record is at hand: for an event that waited, whose dead letter was raised when it came. */
    boolean waited;
    /** Set while resources are derived anew, one after the other: what the models no longer yield lingers until all were. */
    boolean growing;

    ScopeTransaction(Scope scope, ScopeState state) {
        this.scope = scope;
        this.key = scope.key();
        this.state = state;
    }

    Provenance provenance(@Nullable String syncId, long effectiveTime) {
        return new Provenance(scope.provider(), scope.account(), syncId, effectiveTime);
    }
}
