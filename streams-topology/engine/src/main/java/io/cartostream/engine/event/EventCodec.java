package io.cartostream.engine.event;

import io.cartostream.contract.Scope;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CodecException;
import io.cartostream.engine.event.InventoryEvent.Body;
import io.cartostream.engine.event.InventoryEvent.ResourceConfirmed;
import io.cartostream.engine.event.InventoryEvent.ResourceObserved;
import io.cartostream.engine.event.InventoryEvent.ResourceRemoved;
import io.cartostream.engine.event.InventoryEvent.RetractionConfirmed;
import io.cartostream.engine.event.InventoryEvent.ScopeRetired;
import io.cartostream.engine.event.InventoryEvent.SyncCompleted;
import io.cartostream.engine.event.InventoryEvent.SyncFailed;
import io.cartostream.engine.event.InventoryEvent.SyncPartial;
import io.cartostream.engine.event.InventoryEvent.SyncStarted;
import io.cartostream.engine.event.InventoryEvent.Unreadable;

/** Events as bytes, for events that wait in a store. */
public final class EventCodec {
    private static final int OBSERVED = 1;
    private static final int CONFIRMED = 2;
    private static final int REMOVED = 3;
    private static final int STARTED = 4;
    private static final int COMPLETED = 5;
    private static final int FAILED = 6;
    private static final int PARTIAL = 7;
    private static final int RETIRED = 8;
    private static final int RETRACTION_CONFIRMED = 9;

    private EventCodec() {}

    /**
     * An event with its append time.
     *
     * @param event the event
     * @param appendTime epoch milliseconds
     */
    public record Dated(InventoryEvent event, long appendTime) {}

    /** Encodes an event. */
    public static byte[] encode(Dated dated) {
        InventoryEvent event = dated.event();
        ByteWriter writer = ByteWriter.versioned()
                .signed(dated.appendTime())
                .text(event.scope().key())
                .optionalText(event.syncId())
                .signed(event.sequence())
                .signed(event.observedAt());
        write(writer, event.body());
        return writer.toBytes();
    }

    private static void write(ByteWriter writer, Body body) {
        if (body instanceof ResourceObserved observed) {
            writer.octet(OBSERVED).text(observed.id()).text(observed.payload());
        } else if (body instanceof ResourceConfirmed confirmed) {
            writer.octet(CONFIRMED).text(confirmed.id());
            Unreadable unreadable = confirmed.unreadable();
            writer.flag(unreadable != null);
            if (unreadable != null) {
                writer.optionalText(unreadable.operation()).text(unreadable.message());
            }
        } else if (body instanceof ResourceRemoved removed) {
            writer.octet(REMOVED).text(removed.id());
        } else if (body instanceof SyncStarted) {
            writer.octet(STARTED);
        } else if (body instanceof SyncCompleted completed) {
            completed.coverage().write(writer.octet(COMPLETED).signed(completed.lastSequence()));
        } else if (body instanceof SyncFailed failed) {
            writer.octet(FAILED)
                    .text(failed.reason())
                    .optionalText(failed.missingPermission())
                    .optionalText(failed.message());
        } else if (body instanceof SyncPartial partial) {
            writer.octet(PARTIAL).text(partial.filter());
        } else if (body instanceof ScopeRetired retired) {
            writer.octet(RETIRED).text(retired.reason()).flag(retired.confirmed());
        } else if (body instanceof RetractionConfirmed confirmed) {
            writer.octet(RETRACTION_CONFIRMED).text(confirmed.heldSyncId());
        }
    }

    /** Decodes an event. */
    public static Dated decode(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        long appendTime = reader.signed();
        Scope scope = Scope.parse(reader.text());
        return new Dated(
                new InventoryEvent(scope, reader.optionalText(), reader.signed(), reader.signed(), readBody(reader)),
                appendTime);
    }

    private static Body readBody(ByteReader reader) {
        int kind = reader.octet();
        return switch (kind) {
            case OBSERVED -> new ResourceObserved(reader.text(), reader.text());
            case CONFIRMED ->
                new ResourceConfirmed(
                        reader.text(), reader.flag() ? new Unreadable(reader.optionalText(), reader.text()) : null);
            case REMOVED -> new ResourceRemoved(reader.text());
            case STARTED -> new SyncStarted();
            case COMPLETED -> new SyncCompleted(reader.signed(), ReadCoverage.read(reader));
            case FAILED -> new SyncFailed(reader.text(), reader.optionalText(), reader.optionalText());
            case PARTIAL -> new SyncPartial(reader.text());
            case RETIRED -> new ScopeRetired(reader.text(), reader.flag());
            case RETRACTION_CONFIRMED -> new RetractionConfirmed(reader.text());
            default -> throw CodecException.unknown("event", kind);
        };
    }
}
