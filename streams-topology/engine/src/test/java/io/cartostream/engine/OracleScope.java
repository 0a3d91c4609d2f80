package io.cartostream.engine;

import io.cartostream.contract.Scope;
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
        boolean isVoid;
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
        Sync sync = event.syncId() == null ? null : open.get(event.syncId());
        boolean again = false;
        if (sync != null) {
            again = event.sequence() < sync.next;
            if (!again) {
                sync.isVoid |= event.sequence() > sync.next;
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
            confirmed(confirmed.heldSyncId());
        } else if (sync != null && !again) {
            if (event.body() instanceof SyncFailed || event.body() instanceof SyncPartial) {
                sync.isVoid = true;
            } else if (event.body() instanceof SyncCompleted end) {
                sync.isVoid |= end.lastSequence() != event.sequence();
                if (!sync.isVoid) {
                    completed(sync, t);
                }
            }
        }
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
        resource.seenAt = Math.max(resource.seenAt, t);
        if (sync != null) {
            sync.seen.add(id);
        }
        if (payload != null && (resource.appliedAt == null || t >= resource.appliedAt) && read(id, payload, resource)) {
            resource.payload = payload;
            resource.appliedAt = t;
        }
    }

    private boolean read(String id, String payload, Resource resource) {
        try {
            resource.facts = models.factsOf(scope, id, payload);
            return true;
        } catch (PayloadException e) {
            return false;
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
        completed = sync.id;
        revive();
        freshSince = sync.start;
        FactSource.SyncRecord record = models.syncRecordOf(scope);
        told = record == null ? told : record;
        Set<String> missing = missing(sync);
        if (!brakes(missing.size(), known.size())) {
            held = null;
            missing.forEach(this::forget);
            return;
        }
        if (held != null && sync.start >= held.heldAt + config.brakeHold().toMillis()) {
            Set<String> both = missing(held);
            both.retainAll(missing);
            held = null;
            both.forEach(this::forget);
            missing = missing(sync);
            if (!brakes(missing.size(), known.size())) {
                missing.forEach(this::forget);
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
    }

    private void confirmed(String id) {
        Sync sync = held;
        if (sync == null || !sync.id.equals(id)) {
            return;
        }
        if (sync.retirement) {
            retireNow(sync);
        } else {
            held = null;
            missing(sync).forEach(this::forget);
        }
    }

    private void retireNow(Sync retirement) {
        held = null;
        boolean newest = retirement.start >= floor;
        raise(retirement.start);
        missing(retirement).forEach(this::forget);
        if (known.isEmpty() && newest) {
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
