package io.cartostream.topology.process;

import io.cartostream.avro.ConfirmationReason;
import io.cartostream.avro.FailureReason;
import io.cartostream.avro.ResourceConfirmed;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.ResourceRemoved;
import io.cartostream.avro.RetractionConfirmed;
import io.cartostream.avro.ScopeRetired;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.SyncFailed;
import io.cartostream.avro.SyncPartial;
import io.cartostream.avro.SyncStarted;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.event.InventoryEvent.Body;
import io.cartostream.topology.Fixtures;
import java.time.Instant;
import java.util.List;

/** The engine's events as a producer would write them. */
final class EngineEvents {

    private EngineEvents() {}

    static io.cartostream.avro.InventoryEvent toAvro(InventoryEvent event) {
        return Fixtures.event(
                event.scope(),
                event.syncId(),
                event.sequence(),
                Instant.ofEpochMilli(event.observedAt()),
                bodyOf(event.body()));
    }

    private static Object bodyOf(Body body) {
        if (body instanceof InventoryEvent.ResourceObserved observed) {
            return new ResourceObserved(observed.id(), observed.payload());
        } else if (body instanceof InventoryEvent.ResourceConfirmed confirmed) {
            return new ResourceConfirmed(confirmed.id(), ConfirmationReason.UNCHANGED, null, null);
        } else if (body instanceof InventoryEvent.ResourceRemoved removed) {
            return new ResourceRemoved(removed.id());
        } else if (body instanceof InventoryEvent.SyncStarted) {
            return new SyncStarted();
        } else if (body instanceof InventoryEvent.SyncCompleted completed) {
            return new SyncCompleted(completed.lastSequence(), 0L, List.of());
        } else if (body instanceof InventoryEvent.SyncFailed failed) {
            return new SyncFailed(
                    FailureReason.valueOf(failed.reason()), null, failed.missingPermission(), failed.message());
        } else if (body instanceof InventoryEvent.SyncPartial partial) {
            return new SyncPartial(partial.filter());
        } else if (body instanceof InventoryEvent.ScopeRetired retired) {
            return new ScopeRetired(retired.reason(), retired.confirmed());
        }
        return new RetractionConfirmed(((InventoryEvent.RetractionConfirmed) body).heldSyncId(), "");
    }
}
