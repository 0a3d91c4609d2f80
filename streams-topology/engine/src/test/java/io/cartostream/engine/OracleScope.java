package io.cartostream.engine;

import io.cartostream.contract.Scope;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.event.InventoryEvent.ResourceBody;
import io.cartostream.engine.event.InventoryEvent.ResourceObserved;
import io.cartostream.engine.event.InventoryEvent.ResourceRemoved;
import io.cartostream.engine.event.InventoryEvent.RetractionConfirmed;
import io.cartostream.engine.event.InventoryEvent.ScopeRetired;
import io.cartostream.engine.event.InventoryEvent.SyncCompleted;
import io.cartostream.engine.event.InventoryEvent.SyncFailed;
import io.cartostream.engine.event.InventoryEvent.SyncPartial;
import io.cartostream.engine.event.InventoryEvent.SyncStarted;
import io.cartostream.engine.event.ReadCoverage;
import io.cartostream.engine.scope.RejectionReason;
import io.cartostream.engine.scope.ScopeStatus;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PayloadException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fold of one scope's events: sets and maps, everything at once. */
final class OracleScope {
    private static final String GAP = "SEQUENCE_GAP";

    /** One resource. */
    static final class Resource {
        long seenAt;

        @Nullable
        Long appliedAt;

        @Nullable
        String payload;

        /** As they were when the payload could last be read. */
        List<Fact> facts = List.of();
    }

    /** One sync, or a retirement. */
    private static final class Sync {
        final String id;
        final long start;
        final Set<String> seen = new HashSet<>();
        long next = 2;

        @Nullable
        String voidReason;

        long heldAt;
        boolean retirement;

        Sync(String id, long start) {
            this.id = id;
            this.start = start;
        }
    }

    final Scope scope;
    private FactSource models;
    private final EngineConfig config;
    final SortedMap<String, Resource> known = new TreeMap<>();
    private final Map<String, Long> removed = new HashMap<>();
    private final Map<String, Sync> open = new HashMap<>();
    private long floor = Long.MIN_VALUE;

    @Nullable
    String completed;

    private @Nullable Sync held;
    boolean live;
    /** What the scope itself asserts while it is live. */
    List<Fact> asserted = List.of();
    /** Where its syncs are recorded. */
    FactSource.@Nullable SyncRecord told;

    @Nullable
    Long freshSince;

    private boolean retired;
    private @Nullable Long completedStart;
    private long lastRetracted;
    private ReadCoverage coverage = ReadCoverage.UNCOUNTED;
    private @Nullable Long attempted;
    private @Nullable String failureReason;
    private @Nullable String missingPermission;
    private @Nullable String message;
    private long latestSighting = Long.MIN_VALUE;
    /** The status after the last event that reports one; null if none did. */
    @Nullable
    ScopeStatus reported;
    /** Resources whose payload an event could not replace, with the reason. */
    final Set<String> refused = new TreeSet<>();

    private final Set<Long> times = new HashSet<>(Set.of(0L));
    private final Set<String> syncIds = new HashSet<>();

    OracleScope(Scope scope, FactSource models, EngineConfig config) {
        this.scope = scope;
        this.models = models;
        this.config = config;
    }

    @Nullable
    String heldId() {
        return held == null ? null : held.id;
    }

    void apply(InventoryEvent event, long appendTime) {
        long t = Math.min(event.observedAt(), appendTime);
        times.add(t);
        if (event.syncId() != null) {
            syncIds.add(event.syncId());
        }
        Sync sync = event.syncId() == null ? null : open.get(event.syncId());
        boolean again = false;
        if (sync != null) {
            again = event.sequence() < sync.next;
            if (!again) {
                if (sync.voidReason == null && event.sequence() > sync.next) {
                    sync.voidReason = GAP;
                }
                sync.next = event.sequence() + 1;
            }
        }
        if (event.body() instanceof ResourceRemoved gone) {
            removed(gone.id(), t);
        } else if (event.body() instanceof ResourceBody resource) {
            Sync sawIt = sync;
            if (sync == null && held != null && held.id.equals(event.syncId())) {
                sawIt = held;
            }
            seen(resource.id(), t, sawIt, resource instanceof ResourceObserved observed ? observed.payload() : null);
        } else if (event.body() instanceof SyncStarted) {
            boolean ended = event.syncId() == null
                    || event.syncId().equals(completed)
                    || event.syncId().equals(heldId());
            if (sync == null && !ended && event.syncId() != null && t > floor) {
                open.put(event.syncId(), new Sync(event.syncId(), t));
            }
        } else if (event.body() instanceof ScopeRetired retired) {
            retired(t, retired.confirmed());
        } else if (event.body() instanceof RetractionConfirmed confirmed) {
            confirmed(confirmed.heldSyncId(), t);
        } else if (sync != null && !again) {
            if (event.body() instanceof SyncFailed failed) {
                failed(sync, failed.reason(), failed.missingPermission(), failed.message(), t);
            } else if (event.body() instanceof SyncPartial partial) {
                failed(sync, "PARTIAL", null, partial.filter(), t);
            } else if (event.body() instanceof SyncCompleted end) {
                if (sync.voidReason == null && end.lastSequence() != event.sequence()) {
                    sync.voidReason = GAP;
                }
                if (sync.voidReason == null) {
                    completed(sync, t);
                    coverage = end.coverage();
                } else if (sync.voidReason.equals(GAP)) {
                    failed(sync, GAP, null, null, t);
                }
                reported = status(t);
            }
        }
    }

    private void failed(Sync sync, String reason, @Nullable String permission, @Nullable String text, long t) {
        sync.voidReason = reason;
        ended(sync, reason, permission, text);
        reported = status(t);
    }

    /** The failure of the sync that started last counts, or that this sync completed. */
    private void ended(Sync sync, @Nullable String reason, @Nullable String permission, @Nullable String text) {
        if (attempted == null || sync.start >= attempted) {
            attempted = sync.start;
            failureReason = reason;
            missingPermission = permission;
            message = text;
        }
    }

    /** The status of this moment. */
    ScopeStatus status() {
        return status(Math.max(0, Math.max(latestSighting, floor)));
    }

    private ScopeStatus status(long updatedAt) {
        ScopeStatus.State state =
                failureReason == null && completedStart != null ? ScopeStatus.State.FRESH : ScopeStatus.State.STALE;
        state = held == null ? state : ScopeStatus.State.HELD;
        return new ScopeStatus(
                scope,
                retired ? ScopeStatus.State.RETIRED : state,
                completedStart == null ? null : completed,
                completedStart,
                known.size(),
                heldId(),
                held == null ? 0 : missing(held).size(),
                held == null ? null : (Long) held.heldAt,
                lastRetracted,
                failureReason,
                missingPermission,
                message,
                updatedAt,
                coverage,
                attempted);
    }

    /** Returns whether an event of this scope, or what it led to, may cause a change with this provenance. */
    boolean mayCause(Provenance provenance) {
        return scope.provider().equals(provenance.provider())
                && scope.account().equals(provenance.account())
                && times.contains(provenance.effectiveTime())
                && (provenance.syncId() == null || syncIds.contains(provenance.syncId()));
    }

    private void seen(String id, long t, @Nullable Sync sync, @Nullable String payload) {
        Resource resource = known.get(id);
        if (resource == null) {
            if (t < floor || t < removed.getOrDefault(id, Long.MIN_VALUE)) {
                return;
            }
            resource = new Resource();
            resource.seenAt = t;
            known.put(id, resource);
            removed.remove(id);
        }
        revive();
        latestSighting = Math.max(latestSighting, t);
        resource.seenAt = Math.max(resource.seenAt, t);
        if (sync != null) {
            sync.seen.add(id);
        }
        if (payload != null && (resource.appliedAt == null || t >= resource.appliedAt)) {
            RejectionReason refusal = read(id, payload, resource);
            if (refusal == null) {
                resource.payload = payload;
                resource.appliedAt = t;
            } else {
                refused.add(scope.resourceKey(id) + " " + refusal);
            }
        }
    }

    private @Nullable RejectionReason read(String id, String payload, Resource resource) {
        try {
            resource.facts = models.factsOf(scope, id, payload);
            return null;
        } catch (PayloadException e) {
            return RejectionReason.valueOf(e.reason().name());
        }
    }

    void changeModels(FactSource newModels) {
        models = newModels;
        known.forEach((id, resource) -> {
            if (resource.payload != null) {
                read(id, resource.payload, resource);
            }
        });
        if (live) {
            live = false;
            revive();
        }
        FactSource.SyncRecord record = models.syncRecordOf(scope);
        if (told != null && record != null) {
            told = record;
        }
    }

    private void revive() {
        if (retired) {
            retired = false;
            completedStart = null;
            coverage = ReadCoverage.UNCOUNTED;
        }
        if (!live) {
            live = true;
            try {
                asserted = models.factsOf(scope);
            } catch (PayloadException e) {
                // what it asserted stays
            }
        }
    }

    private void removed(String id, long t) {
        Resource resource = known.get(id);
        if (resource == null) {
            if (t >= floor) {
                removed.merge(id, t, Math::max);
            }
        } else if (t >= resource.seenAt) {
            forget(id);
            removed.put(id, t);
        }
    }

    private void completed(Sync sync, long t) {
        raise(sync.start);
        revive();
        completed = sync.id;
        completedStart = sync.start;
        lastRetracted = 0;
        ended(sync, null, null, null);
        freshSince = sync.start;
        FactSource.SyncRecord record = models.syncRecordOf(scope);
        told = record == null ? told : record;
        Set<String> missing = missing(sync);
        if (!brakes(missing.size(), known.size())) {
            held = null;
            retract(missing);
            return;
        }
        if (held != null && sync.start >= held.heldAt + config.brakeHold().toMillis()) {
            Set<String> both = missing(held);
            both.retainAll(missing);
            held = null;
            retract(both);
            missing = missing(sync);
            if (!brakes(missing.size(), known.size())) {
                retract(missing);
                return;
            }
        }
        if (held == null) {
            held = sync;
            held.heldAt = t;
        }
    }

    private boolean brakes(int going, int all) {
        boolean whole = going == all && all >= config.brakeWholeScope();
        return whole || (going >= config.brakeMinimum() && going * 10 > all * 3);
    }

    private void retired(long t, boolean confirmed) {
        if (t < floor) {
            return;
        }
        Sync retirement = new Sync("retirement@" + t, t);
        retirement.heldAt = t;
        retirement.retirement = true;
        if (!confirmed && brakes(missing(retirement).size(), known.size())) {
            held = retirement;
        } else {
            retireNow(retirement);
        }
        reported = status(t);
    }

    private void confirmed(String id, long t) {
        Sync sync = held;
        if (sync == null || !sync.id.equals(id)) {
            return;
        }
        if (sync.retirement) {
            retireNow(sync);
        } else {
            held = null;
            lastRetracted = 0;
            retract(missing(sync));
        }
        reported = status(t);
    }

    private void retract(Set<String> resources) {
        lastRetracted += resources.size();
        resources.forEach(this::forget);
    }

    private void retireNow(Sync retirement) {
        held = null;
        boolean newest = retirement.start >= floor;
        raise(retirement.start);
        lastRetracted = 0;
        retract(missing(retirement));
        if (known.isEmpty() && newest) {
            retired = true;
            live = false;
            asserted = List.of();
            freshSince = null;
            told = null;
        }
    }

    private Set<String> missing(Sync sync) {
        Set<String> missing = new TreeSet<>();
        Predicate<String> kept =
                id -> sync.seen.contains(id) || java.util.Objects.requireNonNull(known.get(id)).seenAt >= sync.start;
        known.keySet().stream().filter(kept.negate()).forEach(missing::add);
        return missing;
    }

    /** The resource's life ends; should it come back, no sync has seen it yet. */
    private void forget(String id) {
        known.remove(id);
        open.values().forEach(sync -> sync.seen.remove(id));
        if (held != null) {
            held.seen.remove(id);
        }
    }

    private void raise(long to) {
        floor = Math.max(floor, to);
        open.values().removeIf(sync -> sync.start <= floor);
        removed.values().removeIf(t -> t < floor);
    }
}
