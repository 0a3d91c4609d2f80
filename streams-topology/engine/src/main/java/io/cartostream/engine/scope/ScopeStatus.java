package io.cartostream.engine.scope;

import io.cartostream.contract.Scope;
import io.cartostream.engine.event.ReadCoverage;
import org.jspecify.annotations.Nullable;

/**
 * The status of one scope. Times are epoch milliseconds.
 *
 * @param scope the scope
 * @param state the state in one word
 * @param lastCompletedSyncId the last sync that completed; null if none did since the scope was collected, or collected again
 * @param lastCompletedStart when that sync started
 * @param resources resources known in the scope
 * @param heldSyncId the held retraction, as a {@code RetractionConfirmed} must name it: the sync's id, or
 *     {@code retirement@<epoch ms>}
 * @param heldRetractions how many resources that retraction would remove
 * @param heldSince effective time when the hold began
 * @param lastRetracted how many resources the last retraction removed
 * @param failureReason why the scope is stale: the failure's code, {@code PARTIAL}, {@code SEQUENCE_GAP}
 * @param missingPermission the permission that would have helped
 * @param message the failure's message
 * @param updatedAt effective time of the event that led to this status
 * @param coverage how much of the scope the last complete sync could read
 * @param lastAttemptStart when the newest sync that ended started, whether it completed or not
 */
public record ScopeStatus(
        Scope scope,
        ScopeStatus.State state,
        @Nullable String lastCompletedSyncId,
        @Nullable Long lastCompletedStart,
        long resources,
        @Nullable String heldSyncId,
        long heldRetractions,
        @Nullable Long heldSince,
        long lastRetracted,
        @Nullable String failureReason,
        @Nullable String missingPermission,
        @Nullable String message,
        long updatedAt,
        ReadCoverage coverage,
        @Nullable Long lastAttemptStart) {

    /** Whether the last sync completed and read every resource that it saw. */
    public boolean fullyRead() {
        return state == State.FRESH && coverage.unreadable() == 0;
    }

    /** The state of a scope; the names are those of the Avro record. */
    public enum State {
        /** The last sync completed. */
        FRESH,
        /** The last sync failed, was partial or void. */
        STALE,
        /** The last sync completed and the brake holds its retraction. */
        HELD,
        /** No longer collected. */
        RETIRED
    }
}
