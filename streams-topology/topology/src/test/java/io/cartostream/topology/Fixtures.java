package io.cartostream.topology;

import io.cartostream.avro.ConfirmationReason;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceConfirmed;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.ResourceRemoved;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.SyncStarted;
import io.cartostream.contract.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of tests. */
public final class Fixtures {

    /** The scope that most tests need. */
    public static final Scope SCOPE = new Scope("test", "acme", "here", "test.thing");

    private Fixtures() {}

    /** One event. */
    public static InventoryEvent event(
            Scope scope, @Nullable String sync, long sequence, Instant observedAt, Object body) {
        return new InventoryEvent(
                scope.provider(),
                scope.account(),
                scope.region(),
                scope.resourceType(),
                sync,
                sequence,
                observedAt,
                body);
    }

    /** A lone observation. */
    public static InventoryEvent observed(Scope scope, String id, String payload, Instant at) {
        return event(scope, null, 0, at, new ResourceObserved(id, payload));
    }

    /** A lone removal. */
    public static InventoryEvent removed(Scope scope, String id, Instant at) {
        return event(scope, null, 0, at, new ResourceRemoved(id));
    }

    /** A lone confirmation. */
    public static InventoryEvent confirmed(Scope scope, String id, Instant at) {
        return event(scope, null, 0, at, new ResourceConfirmed(id, ConfirmationReason.UNCHANGED, null, null));
    }

    /** A complete sync. */
    public static List<InventoryEvent> sync(Scope scope, String sync, Instant at, Map<String, String> payloads) {
        List<InventoryEvent> events = new ArrayList<>();
        events.add(event(scope, sync, 1, at, new SyncStarted()));
        payloads.forEach((id, payload) ->
                events.add(event(scope, sync, events.size() + 1, at, new ResourceObserved(id, payload))));
        long last = events.size() + 1;
        events.add(event(scope, sync, last, at, new SyncCompleted(last, 0L, List.of())));
        return events;
    }
}
