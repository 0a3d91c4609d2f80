package io.cartostream.cli.connection;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceConfirmed;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.ResourceRemoved;
import io.cartostream.avro.RetractionConfirmed;
import io.cartostream.avro.ScopeRetired;

/** Turns an event of a sync into a lone event with its original observation time. */
public final class LoneEvents {

    private LoneEvents() {}

    /** True if the event has a meaning outside its sync. Starts and ends of syncs have none. */
    public static boolean possible(InventoryEvent event) {
        Object what = event.getEvent();
        return what instanceof ResourceObserved
                || what instanceof ResourceConfirmed
                || what instanceof ResourceRemoved
                || what instanceof ScopeRetired
                || what instanceof RetractionConfirmed;
    }

    /** The event without sync and sequence number, with its time. */
    public static InventoryEvent of(InventoryEvent event) {
        if (!possible(event)) {
            throw new IllegalArgumentException(
                    event.getEvent().getClass().getSimpleName() + " has no meaning outside its sync");
        }
        return new InventoryEvent(
                event.getProvider(),
                event.getAccount(),
                event.getRegion(),
                event.getResourceType(),
                null,
                0L,
                event.getObservedAt(),
                event.getEvent());
    }
}
