package io.cartostream.engine.scope;

import io.cartostream.contract.Scope;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.event.ReadCoverage;
import io.cartostream.models.fact.FactSource.SyncRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of one scope without its resources. Read, changed and written within one call. */
final class ScopeState {
    /** Largest number of open syncs; one more replaces a void sync, or else the one that started first. */
    static final int MAX_OPEN = 16;

    final List<OpenSync> open = new ArrayList<>();
    long ordinals = SweepCutoff.NO_SYNC;
    /** Start of the last completed sync, or time of the last retirement: an unknown resource seen earlier does not exist. */
    long floor = Long.MIN_VALUE;

    /** Remembered after a retirement too, because a repeated start must not open the sync again. */
    @Nullable
    String lastCompletedId;

    /** Null if no sync completed since the scope was collected, or collected again. */
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
    /** Mark of the models that yielded the scope's own facts; null if the scope asserts none. */
    @Nullable
    Long assertedEpoch;

    /** The node that records the last complete sync; null if none does. */
    @Nullable
    SyncRecord syncRecord;

    long lastRetracted;

    ReadCoverage coverage = ReadCoverage.UNCOUNTED;

    /** Start of the newest sync that ended in any way; null if none did. */
    @Nullable
    Long lastAttemptStart;

    @Nullable
    String failureReason;

    @Nullable
    String missingPermission;

    @Nullable
    String message;
    /** Waiting events are numbered from {@code firstWaiting} (inclusive) to {@code lastWaiting} (exclusive). */
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

    /** Time of the latest sighting or, if later, of the last completion or retirement. */
    long latestTime() {
        return Math.max(0, Math.max(latestSighting, floor));
    }

    boolean busy() {
        return sweep != null || firstWaiting < lastWaiting;
    }

    /** Notes the end of a sync. Returns whether no newer sync has ended, so that this end is the one to report. */
    boolean attempted(long startedAt) {
        Long last = lastAttemptStart;
        if (last != null && startedAt < last) {
            return false;
        }
        lastAttemptStart = startedAt;
        return true;
    }

    void failure(@Nullable String reason, @Nullable String permission, @Nullable String text) {
        failureReason = reason;
        missingPermission = permission;
        message = text;
    }

    /** The scope is collected. After a retirement, syncs that completed before it no longer make the scope fresh. */
    void revive() {
        if (retired) {
            retired = false;
            lastCompletedStart = null;
            coverage = ReadCoverage.UNCOUNTED;
        }
    }

    ScopeStatus status(Scope scope, long updatedAt) {
        ScopeStatus.State state = ScopeStatus.State.FRESH;
        if (retired) {
            state = ScopeStatus.State.RETIRED;
        } else if (hold != null) {
            state = ScopeStatus.State.HELD;
        } else if (failureReason != null || lastCompletedStart == null) {
            state = ScopeStatus.State.STALE;
        }
        return new ScopeStatus(
                scope,
                state,
                lastCompletedStart == null ? null : lastCompletedId,
                lastCompletedStart,
                resources,
                hold == null ? null : hold.id,
                hold == null ? 0 : resources - hold.kept,
                hold == null ? null : (Long) hold.heldAt,
                lastRetracted,
                failureReason,
                missingPermission,
                message,
                updatedAt,
                coverage,
                lastAttemptStart);
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
                .flag(syncRecord != null);
        if (syncRecord != null) {
            writer.text(syncRecord.groupType()).text(syncRecord.groupId()).text(syncRecord.syncedType());
        }
        coverage.write(writer);
        writer.optionalNumber(lastAttemptStart);
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
        state.syncRecord = reader.flag() ? new SyncRecord(reader.text(), reader.text(), reader.text()) : null;
        state.coverage = ReadCoverage.read(reader);
        state.lastAttemptStart = reader.hasMore() ? reader.optionalNumber() : state.lastCompletedStart;
        return state;
    }
}
