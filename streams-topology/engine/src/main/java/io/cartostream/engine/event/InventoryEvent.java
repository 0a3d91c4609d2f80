package io.cartostream.engine.event;

import io.cartostream.contract.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One event of one scope, as a producer saw it.
 *
 * @param scope the scope
 * @param syncId the sync that it belongs to; null for a lone event
 * @param sequence number within the sync, from 1 without gaps; 0 for a lone event
 * @param observedAt epoch milliseconds before the API request was sent
 * @param body what happened
 */
public record InventoryEvent(
        Scope scope, @Nullable String syncId, long sequence, long observedAt, InventoryEvent.Body body) {

    /** The same event with another body. */
    public InventoryEvent with(Body other) {
        return new InventoryEvent(scope, syncId, sequence, observedAt, other);
    }

    /** What happened. */
    public sealed interface Body {}

    /** What happened to one resource. */
    public sealed interface ResourceBody extends Body {
        /** The resource's id within its scope. */
        String id();
    }

    /**
     * The resource exists, with this raw payload.
     *
     * @param id its id within the scope
     * @param payload JSON
     */
    public record ResourceObserved(String id, String payload) implements ResourceBody {}

    /**
     * The resource exists; its known facts are kept.
     *
     * @param id its id within the scope
     * @param unreadable why there is no payload; null: it is unchanged
     */
    public record ResourceConfirmed(String id, InventoryEvent.@Nullable Unreadable unreadable) implements ResourceBody {

        /** An unchanged resource. */
        public ResourceConfirmed(String id) {
            this(id, null);
        }
    }

    /**
     * Why a resource could not be read.
     *
     * @param operation the operation that failed; null: none did, the payload is too large
     * @param message what went wrong
     */
    public record Unreadable(@Nullable String operation, String message) {}

    /**
     * The resource is gone.
     *
     * @param id its id within the scope
     */
    public record ResourceRemoved(String id) implements ResourceBody {}

    /** First event of a sync (sequence 1). */
    public record SyncStarted() implements Body {}

    /**
     * Last event of a sync: everything in the scope was listed.
     *
     * @param lastSequence this event's own sequence number
     * @param coverage how much of the scope was readable
     */
    public record SyncCompleted(long lastSequence, ReadCoverage coverage) implements Body {

        /** The end of a sync whose producer does not count. */
        public SyncCompleted(long lastSequence) {
            this(lastSequence, ReadCoverage.UNCOUNTED);
        }
    }

    /**
     * The sync ended early.
     *
     * @param reason a stable code, e.g. {@code ACCESS_DENIED}
     * @param missingPermission the permission that would have helped
     * @param message the provider's message
     */
    public record SyncFailed(
            String reason,
            @Nullable String missingPermission,
            @Nullable String message) implements Body {}

    /**
     * The sync lists only what a filter selects: it never completes.
     *
     * @param filter the filter
     */
    public record SyncPartial(String filter) implements Body {}

    /**
     * The scope is no longer collected.
     *
     * @param reason why
     * @param confirmed true when an operator asked for it by name: the brake does not apply
     */
    public record ScopeRetired(String reason, boolean confirmed) implements Body {}

    /**
     * An operator confirms the retraction that the brake holds back.
     *
     * @param heldSyncId the sync whose retraction is held, as {@code ScopeStatus} names it
     */
    public record RetractionConfirmed(String heldSyncId) implements Body {}
}
