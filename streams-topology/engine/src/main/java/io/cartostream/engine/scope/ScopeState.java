package io.cartostream.engine.scope;

import io.cartostream.contract.Scope;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.models.fact.FactSource.SyncRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is known of one scope besides its resources. Read, changed and written within one call. */
final class ScopeState {
    /** So many syncs may be open at once; more push out the one that started first. */
    static final int MAX_OPEN = 16;

    final List<OpenSync> open = new ArrayList<>();
    long ordinals = SweepCutoff.NO_SYNC;
    /** Start of the last completed sync, or time of the last retirement: what is unknown and older does not exist. */
    long floor = Long.MIN_VALUE;

    @Nullable
    String lastCompletedId;

    @Nullable
    Long lastCompletedStart;

    long resources;
    long tombstones;
    long latestSighting = Long.MIN_VALUE;

    @Nullable
    HeldRetraction hold;

    @Nullable
    Sweep sweep;

    boolean retired;
    /** Mark of the models under which the scope's own facts are asserted; null: they are not. */
    @Nullable
    Long assertedEpoch;

    /** Where in the graph the last complete sync is recorded; null: nowhere. */
    @Nullable
    SyncRecord told;

    long lastRetracted;

    @Nullable
    String failureReason;

    @Nullable
    String missingPermission;

    @Nullable
    String message;
    /** Waiting events have the numbers from the first (inclusive) to the last (exclusive). */
    long firstWaiting;

    long lastWaiting;

    @Nullable
    OpenSync openSync(@Nullable String id) {
        for (OpenSync sync : open) {
            if (sync.id.equals(id)) {
                return sync;
            }
        }
        return null;
    }

    /** Of the latest sighting or, without any, of the last completion or retirement. */
    long latestTime() {
        return Math.max(0, Math.max(latestSighting, floor));
    }

    boolean busy() {
        return sweep != null || firstWaiting < lastWaiting;
    }

    void clearFailure() {
        failureReason = null;
        missingPermission = null;
        message = null;
    }

    ScopeStatus status(Scope scope, long updatedAt) {
        ScopeStatus.State state = ScopeStatus.State.FRESH;
        if (retired) {
            state = ScopeStatus.State.RETIRED;
        } else if (hold != null) {
            state = ScopeStatus.State.HELD;
        } else if (failureReason != null || lastCompletedId == null) {
            state = ScopeStatus.State.STALE;
        }
        return new ScopeStatus(
                scope,
                state,
                lastCompletedId,
                lastCompletedStart,
                resources,
                hold == null ? null : hold.id,
                hold == null ? 0 : resources - hold.kept,
                hold == null ? null : (Long) hold.heldAt,
                lastRetracted,
                failureReason,
                missingPermission,
                message,
                updatedAt);
    }

    byte[] encode() {
        ByteWriter writer = ByteWriter.versioned().number(open.size());
        open.forEach(sync -> sync.write(writer));
        writer.number(ordinals)
                .signed(floor)
                .optionalText(lastCompletedId)
                .optionalNumber(lastCompletedStart)
                .number(resources)
                .number(tombstones)
                .signed(latestSighting)
                .flag(hold != null);
        if (hold != null) {
            hold.write(writer);
        }
        writer.flag(sweep != null);
        if (sweep != null) {
            sweep.write(writer);
        }
        writer.flag(retired)
                .optionalNumber(assertedEpoch)
                .number(lastRetracted)
                .optionalText(failureReason)
                .optionalText(missingPermission)
                .optionalText(message)
                .number(firstWaiting)
                .number(lastWaiting)
                .flag(told != null);
        if (told != null) {
            writer.text(told.groupType()).text(told.groupId()).text(told.syncedType());
        }
        return writer.toBytes();
    }

    static ScopeState decode(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        ScopeState state = new ScopeState();
        int size = reader.count();
        for (int i = 0; i < size; i++) {
            state.open.add(OpenSync.read(reader));
        }
        state.ordinals = reader.number();
        state.floor = reader.signed();
        state.lastCompletedId = reader.optionalText();
        state.lastCompletedStart = reader.optionalNumber();
        state.resources = reader.number();
        state.tombstones = reader.number();
        state.latestSighting = reader.signed();
        state.hold = reader.flag() ? HeldRetraction.read(reader) : null;
        state.sweep = reader.flag() ? Sweep.read(reader) : null;
        state.retired = reader.flag();
        state.assertedEpoch = reader.optionalNumber();
        state.lastRetracted = reader.number();
        state.failureReason = reader.optionalText();
        state.missingPermission = reader.optionalText();
        state.message = reader.optionalText();
        state.firstWaiting = reader.number();
        state.lastWaiting = reader.number();
        state.told = reader.flag() ? new SyncRecord(reader.text(), reader.text(), reader.text()) : null;
        return state;
    }
}
