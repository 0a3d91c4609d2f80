package io.cartostream.topology.avro;

import io.cartostream.avro.InventoryItem;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.UnreadableCause;
import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.event.ReadCoverage;
import io.cartostream.engine.scope.ScopeStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Maps the output of the stage by scope to Avro records. */
public final class AvroRecords {

    private AvroRecords() {}

    public static InventoryItem item(Scope scope, String resourceId, String payload, Provenance provenance) {
        return new InventoryItem(
                scope.provider(),
                scope.account(),
                scope.region(),
                scope.resourceType(),
                resourceId,
                payload,
                provenance.syncId(),
                Instant.ofEpochMilli(provenance.effectiveTime()));
    }

    public static io.cartostream.avro.ScopeStatus status(ScopeStatus status) {
        return new io.cartostream.avro.ScopeStatus(
                status.scope().provider(),
                status.scope().account(),
                status.scope().region(),
                status.scope().resourceType(),
                ScopeState.valueOf(status.state().name()),
                status.lastCompletedSyncId(),
                instant(status.lastCompletedStart()),
                status.resources(),
                status.heldSyncId(),
                status.heldRetractions(),
                instant(status.heldSince()),
                status.lastRetracted(),
                status.failureReason(),
                status.missingPermission(),
                status.message(),
                Instant.ofEpochMilli(status.updatedAt()),
                status.coverage().seen(),
                status.coverage().unreadable(),
                status.coverage().causes().stream().map(AvroRecords::cause).toList(),
                instant(status.lastAttemptStart()));
    }

    private static UnreadableCause cause(ReadCoverage.Cause cause) {
        return new UnreadableCause(
                cause.reason(),
                cause.code(),
                cause.operation(),
                cause.missingPermission(),
                cause.message(),
                cause.count(),
                cause.examples());
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
