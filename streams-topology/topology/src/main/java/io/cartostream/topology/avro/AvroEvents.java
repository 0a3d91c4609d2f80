package io.cartostream.topology.avro;

import io.cartostream.avro.ConfirmationReason;
import io.cartostream.avro.ResourceConfirmed;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.ResourceRemoved;
import io.cartostream.avro.RetractionConfirmed;
import io.cartostream.avro.ScopeRetired;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.SyncFailed;
import io.cartostream.avro.SyncPartial;
import io.cartostream.avro.SyncStarted;
import io.cartostream.avro.UnreadableDetails;
import io.cartostream.contract.Scope;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.event.ReadCoverage;
import io.cartostream.runtime.registry.UnreadableRecordException;
import java.util.Map;
import java.util.function.Function;

/** Maps inventory events from their Avro record to the engine's event. */
public final class AvroEvents {

    private static final Map<Class<?>, Function<Object, InventoryEvent.Body>> BODIES = Map.of(
            ResourceObserved.class, AvroEvents::observed,
            ResourceConfirmed.class, AvroEvents::confirmed,
            ResourceRemoved.class, body -> new InventoryEvent.ResourceRemoved(((ResourceRemoved) body).getId()),
            SyncStarted.class, body -> new InventoryEvent.SyncStarted(),
            SyncCompleted.class, AvroEvents::completed,
            SyncFailed.class, AvroEvents::failed,
            SyncPartial.class, body -> new InventoryEvent.SyncPartial(((SyncPartial) body).getFilter()),
            ScopeRetired.class, AvroEvents::retired,
            RetractionConfirmed.class,
                    body -> new InventoryEvent.RetractionConfirmed(((RetractionConfirmed) body).getHeldSyncId()));

    private AvroEvents() {}

    /**
     * Returns the engine's event.
     *
     * @throws UnreadableRecordException if this version does not know the kind of event
     */
    public static InventoryEvent toEngine(Scope scope, io.cartostream.avro.InventoryEvent event)
            throws UnreadableRecordException {
        Object body = event.getEvent();
        Function<Object, InventoryEvent.Body> mapping = body == null ? null : BODIES.get(body.getClass());
        if (mapping == null) {
            throw UnreadableRecordException.invalidEvent("this version does not know the event "
                    + (body == null ? "null" : body.getClass().getSimpleName()));
        }
        return new InventoryEvent(
                scope,
                event.getSyncId(),
                event.getSequence(),
                event.getObservedAt().toEpochMilli(),
                mapping.apply(body));
    }

    private static InventoryEvent.Body observed(Object body) {
        ResourceObserved observed = (ResourceObserved) body;
        return new InventoryEvent.ResourceObserved(observed.getId(), observed.getPayload());
    }

    private static InventoryEvent.Body confirmed(Object body) {
        ResourceConfirmed confirmed = (ResourceConfirmed) body;
        String message = confirmed.getMessage();
        boolean unreadable = confirmed.getReason() == ConfirmationReason.UNREADABLE;
        return new InventoryEvent.ResourceConfirmed(
                confirmed.getId(),
                unreadable
                        ? new InventoryEvent.Unreadable(
                                confirmed.getFailedOperation(), message == null ? "no reason was given" : message)
                        : null);
    }

    private static InventoryEvent.Body completed(Object body) {
        SyncCompleted completed = (SyncCompleted) body;
        return new InventoryEvent.SyncCompleted(
                completed.getLastSequence(),
                new ReadCoverage(
                        completed.getSeen(),
                        completed.getUnreadable().stream()
                                .map(AvroEvents::cause)
                                .toList()));
    }

    private static ReadCoverage.Cause cause(UnreadableDetails details) {
        return new ReadCoverage.Cause(
                details.getReason(),
                details.getCode(),
                details.getOperation(),
                details.getMissingPermission(),
                details.getMessage(),
                details.getCount(),
                details.getExamples());
    }

    private static InventoryEvent.Body failed(Object body) {
        SyncFailed failed = (SyncFailed) body;
        return new InventoryEvent.SyncFailed(
                failed.getReason().name(), failed.getMissingPermission(), failed.getMessage());
    }

    private static InventoryEvent.Body retired(Object body) {
        ScopeRetired retired = (ScopeRetired) body;
        return new InventoryEvent.ScopeRetired(retired.getReason(), retired.getConfirmed());
    }
}
