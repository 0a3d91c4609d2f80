package io.cartostream.engine;

import io.cartostream.contract.Scope;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.event.InventoryEvent.Body;
import io.cartostream.engine.event.InventoryEvent.ResourceConfirmed;
import io.cartostream.engine.event.InventoryEvent.ResourceObserved;
import io.cartostream.engine.event.InventoryEvent.ResourceRemoved;
import io.cartostream.engine.event.InventoryEvent.RetractionConfirmed;
import io.cartostream.engine.event.InventoryEvent.ScopeRetired;
import io.cartostream.engine.event.InventoryEvent.SyncCompleted;
import io.cartostream.engine.event.InventoryEvent.SyncFailed;
import io.cartostream.engine.event.InventoryEvent.SyncStarted;
import io.cartostream.engine.event.InventoryEvent.Unreadable;
import io.cartostream.engine.event.ReadCoverage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the events of one scope. Times are minutes. */
final class EventScript {
    static final Scope HOSTS = new Scope("aws", "a1", "eu", "t.host");
    static final Scope GROUPS = new Scope("aws", "a1", "eu", "t.group");
    static final Scope LINKS = new Scope("aws", "a1", "eu", "t.link");

    final List<Dated> all = new ArrayList<>();
    private final Scope scope;

    EventScript(Scope scope) {
        this.scope = scope;
    }

    /** A sync in the making; sequence numbers run by themselves. */
    final class Sync {
        private final String id;
        private long sequence;

        private Sync(String id) {
            this.id = id;
        }

        Sync sees(long minute, String resource, String payload) {
            return add(minute, new ResourceObserved(resource, payload));
        }

        Sync lists(long minute, String... resources) {
            for (String resource : resources) {
                sees(minute, resource, "");
            }
            return this;
        }

        Sync confirms(long minute, String resource) {
            return add(minute, new ResourceConfirmed(resource));
        }

        Sync loses() {
            sequence++;
            return this;
        }

        Sync failsWith(long minute, String message) {
            return add(minute, new SyncFailed("OTHER", null, message));
        }

        Sync fails(long minute) {
            return add(minute, new SyncFailed("ACCESS_DENIED", "ec2:DescribeHosts", "no"));
        }

        EventScript completes(long minute) {
            add(minute, new SyncCompleted(sequence + 1));
            return EventScript.this;
        }

        EventScript completes(long minute, ReadCoverage coverage) {
            add(minute, new SyncCompleted(sequence + 1, coverage));
            return EventScript.this;
        }

        EventScript completesAs(long minute, long lastSequence) {
            add(minute, new SyncCompleted(lastSequence));
            return EventScript.this;
        }

        Sync add(long minute, Body body) {
            sequence++;
            long time = millis(minute);
            all.add(new Dated(new InventoryEvent(scope, id, sequence, time, body), time));
            return this;
        }
    }

    Sync sync(String id, long minute) {
        return new Sync(id).add(minute, new SyncStarted());
    }

    EventScript sees(long minute, String resource, String payload) {
        return lone(minute, new ResourceObserved(resource, payload));
    }

    EventScript sees(long minute, String resource) {
        return sees(minute, resource, "");
    }

    EventScript removes(long minute, String resource) {
        return lone(minute, new ResourceRemoved(resource));
    }

    EventScript confirms(long minute, String resource) {
        return lone(minute, new ResourceConfirmed(resource));
    }

    EventScript unreadable(long minute, String resource, @Nullable String operation) {
        return lone(minute, new ResourceConfirmed(resource, new Unreadable(operation, "at minute " + minute)));
    }

    EventScript retires(long minute, boolean confirmed) {
        return lone(minute, new ScopeRetired("account closed", confirmed));
    }

    EventScript confirmsRetraction(long minute, String heldSyncId) {
        return lone(minute, new RetractionConfirmed(heldSyncId));
    }

    private EventScript lone(long minute, Body body) {
        long time = millis(minute);
        all.add(new Dated(new InventoryEvent(scope, null, 0, time, body), time));
        return this;
    }

    static long millis(long minute) {
        return 1_700_000_000_000L + minute * 60_000;
    }
}
