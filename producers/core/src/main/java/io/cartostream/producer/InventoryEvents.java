package io.cartostream.producer;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.RetractionConfirmed;
import io.cartostream.avro.ScopeRetired;
import io.cartostream.contract.Scope;
import java.time.Instant;

/** Makes lone events: those outside any sync. */
public final class InventoryEvents {

    private InventoryEvents() {}

    /** A lone observation, e.g. of a re-driven dead letter, with its original time. */
    public static InventoryEvent observed(Scope scope, String id, String payload, Instant observedAt) {
        return lone(scope, observedAt, new ResourceObserved(id, payload));
    }

    /** The scope is no longer collected; {@code confirmed} if an operator asked by name, so that the brake does not apply. */
    public static InventoryEvent retired(Scope scope, String reason, boolean confirmed, Instant at) {
        return lone(scope, at, new ScopeRetired(reason, confirmed));
    }

    /** An operator confirms the retraction that the brake holds back. */
    public static InventoryEvent retractionConfirmed(Scope scope, String heldSyncId, String operator, Instant at) {
        return lone(scope, at, new RetractionConfirmed(heldSyncId, operator));
    }

    private static InventoryEvent lone(Scope scope, Instant at, Object event) {
        return new InventoryEvent(
                scope.provider(), scope.account(), scope.region(), scope.resourceType(), null, 0L, at, event);
    }
}
