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
import io.cartostream.engine.event.InventoryEvent.SyncPartial;
import io.cartostream.engine.event.InventoryEvent.SyncStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random history of a few scopes: syncs that run at the same time, fail, are partial, lose events or their end; events
 * outside of syncs; repeated events; clocks that jump; crashes, lost state, changes of the models, forgotten deletions. An oracle runs along, so
 * that what is held can be confirmed.
 */
final class HistoryGenerator {
    /** What a history may contain. */
    enum Kind {
        /** Everything. */
        ANY,
        /** Nothing that retracts: no sync completes, nothing is removed or retired, and the models stay. */
        WITHOUT_COMPLETIONS
    }

    /** One sync in the making. */
    private final class Sync {
        final Scope scope;
        final String id;
        long sequence;
        final List<String> todo = new ArrayList<>();
        final int fate = random.nextInt(10);

        Sync(Scope scope, String id) {
            this.scope = scope;
            this.id = id;
            int presence = 30 + random.nextInt(75);
            for (int i = 0; i < pool(scope); i++) {
                if (random.nextInt(100) < presence) {
                    todo.add(resource(scope, i));
                }
            }
        }
    }

    private static final List<Scope> SCOPES = List.of(
            new Scope("aws", "a1", "eu", "t.host"),
            new Scope("aws", "a2", "eu", "t.host"),
            new Scope("aws", "a1", "us", "t.group"),
            new Scope("aws", "a2", "us", "t.group"),
            new Scope("gcp", "a1", "eu", "t.link"),
            new Scope("aws", "a1", "us", "t.host"),
            new Scope("gcp", "p1", "global", "t.host"));

    final List<HistoryStep> steps = new ArrayList<>();
    private final List<Dated> events = new ArrayList<>();
    private final Random random;
    private final Kind kind;
    private final Oracle oracle;
    private final List<Scope> scopes = new ArrayList<>();
    private final List<Sync> running = new ArrayList<>();
    private final boolean smallPools;
    /** A coarse clock makes many times equal. */
    private final long grain;

    /** Characters in ids that keys are made with. */
    private final String odd;

    private final int haste;
    /** How often the models may still change. */
    private int versions;

    private int syncs;
    private long now = 1_000_000;

    HistoryGenerator(long seed, Kind kind, Oracle oracle) {
        this.random = new Random(seed);
        this.kind = kind;
        this.oracle = oracle;
        this.smallPools = random.nextBoolean();
        this.grain = random.nextInt(3) == 0 ? 5_000 : 1;
        this.odd = random.nextInt(4) == 0 ? "|\\\0\1\uD83D\uDE00/" : "";
        int count = 1 + random.nextInt(SCOPES.size());
        for (int i = 0; i < count; i++) {
            scopes.add(SCOPES.get((i + random.nextInt(2)) % SCOPES.size()));
        }
        this.haste = random.nextInt(5) == 0 ? 1 : 30;
        this.versions = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(3);
        int moments = 10 + random.nextInt(90);
        for (int i = 0; i < moments; i++) {
            step();
        }
    }

    private int pace() {
        return random.nextInt(haste);
    }

    private void disturb() {
        int dice = random.nextInt(60);
        if (dice == 0) {
            steps.add(new HistoryStep.LoseState(random.nextInt(20), pace()));
        } else if (dice == 1) {
            steps.add(new HistoryStep.Crash(random.nextInt(20), pace()));
        } else if (dice < 4 && versions > 0 && kind == Kind.ANY) {
            versions--;
            String version = Integer.toString(1 + random.nextInt(4));
            steps.add(new HistoryStep.ChangeModels(version, random.nextInt(3) == 0, pace()));
            oracle.changeModels(new TestModels(version));
        } else if (dice == 4) {
            steps.add(new HistoryStep.RetentionPasses(random.nextBoolean() ? 0 : random.nextInt(20), pace()));
        }
    }

    private void step() {
        disturb();
        now += random.nextInt(5) == 0 ? random.nextInt(900_000) : random.nextInt(2_000);
        int dice = random.nextInt(100);
        if (dice < 12 || running.isEmpty()) {
            begin();
        } else if (dice < 80) {
            advance(running.get(random.nextInt(running.size())), 1 + random.nextInt(6));
        } else if (dice < 88) {
            lone();
        } else if (dice < 94 && !events.isEmpty()) {
            Dated earlier = events.get(Math.max(0, events.size() - 1 - random.nextInt(30)));
            add(new Dated(earlier.event(), now));
        } else if (kind == Kind.ANY) {
            command();
        }
    }

    private void begin() {
        Scope scope = scopes.get(random.nextInt(scopes.size()));
        Sync sync = new Sync(scope, "s" + ++syncs);
        running.add(sync);
        emit(sync, new SyncStarted());
    }

    private void advance(Sync sync, int items) {
        for (int i = 0; i < items && !sync.todo.isEmpty(); i++) {
            String id = sync.todo.remove(random.nextInt(sync.todo.size()));
            Body body =
                    random.nextInt(8) == 0 ? new ResourceConfirmed(id) : new ResourceObserved(id, payload(sync.scope));
            if (kind == Kind.ANY && random.nextInt(60) == 0) {
                body = new ResourceRemoved(id);
            }
            emit(sync, body);
            now += random.nextInt(200);
        }
        if (sync.todo.isEmpty()) {
            end(sync);
        }
    }

    private void end(Sync sync) {
        running.remove(sync);
        if (sync.fate == 0) {
            emit(
                    sync,
                    random.nextBoolean()
                            ? new SyncFailed("THROTTLED", null, "slow down")
                            : new SyncFailed("ACCESS_DENIED", "t:List", "not allowed"));
        } else if (sync.fate == 1) {
            emit(sync, new SyncPartial("tag=x"));
        } else if (sync.fate == 2) {
            sync.sequence++;
            emit(sync, new SyncCompleted(sync.sequence + 1));
        } else if (sync.fate == 3) {
            emit(sync, new SyncCompleted(sync.sequence + 2));
        } else if (sync.fate != 4 && kind == Kind.ANY) {
            emit(
                    sync,
                    new SyncCompleted(sync.sequence + 1, HistoryText.coverage(random.nextInt(3), random.nextInt(2))));
        }
        if ((sync.fate == 0 || sync.fate == 1) && random.nextBoolean()) {
            emit(sync, new SyncCompleted(sync.sequence + 1));
        }
    }

    private void lone() {
        Scope scope = scopes.get(random.nextInt(scopes.size()));
        String id = resource(scope, random.nextInt(pool(scope)));
        int dice = random.nextInt(10);
        Body body = new ResourceObserved(id, payload(scope));
        if (dice == 0) {
            body = new ResourceConfirmed(id);
        } else if (dice < 4 && kind == Kind.ANY) {
            body = new ResourceRemoved(id);
        }
        add(new Dated(new InventoryEvent(scope, null, 0, jitter(), body), now));
    }

    private void command() {
        Scope scope = scopes.get(random.nextInt(scopes.size()));
        OracleScope state = oracle.scopes().get(scope.key());
        @Nullable String held = state == null ? null : state.heldId();
        if (held != null && random.nextInt(3) > 0) {
            add(new Dated(new InventoryEvent(scope, null, 0, now, new RetractionConfirmed(held)), now));
        } else if (random.nextInt(4) == 0) {
            ScopeRetired retired = new ScopeRetired("closed", random.nextBoolean());
            add(new Dated(new InventoryEvent(scope, null, 0, jitter(), retired), now));
        }
    }

    private void emit(Sync sync, Body body) {
        sync.sequence++;
        if (sync.sequence > 1 && random.nextInt(150) == 0) {
            return;
        }
        add(new Dated(new InventoryEvent(sync.scope, sync.id, sync.sequence, jitter(), body), now));
    }

    private void add(Dated dated) {
        events.add(dated);
        steps.add(new HistoryStep.Append(dated, random.nextInt(40) == 0, pace()));
        oracle.apply(dated);
    }

    private long jitter() {
        return Math.floorDiv(jitterFine(), grain) * grain;
    }

    private long jitterFine() {
        int dice = random.nextInt(20);
        if (dice == 0) {
            return now - random.nextInt(2_000_000);
        }
        return dice == 1 ? now + random.nextInt(10_000) : now - random.nextInt(300);
    }

    private int pool(Scope scope) {
        return (smallPools ? 4 : 12) + scope.account().hashCode() % 3;
    }

    /** Accounts share ids, so that several resources speak of one entity. */
    private static String resource(Scope scope, int i) {
        return scope.resourceType().substring(2, 3) + i;
    }

    private String payload(Scope scope) {
        if (random.nextInt(40) == 0) {
            return "!";
        }
        StringBuilder payload = new StringBuilder("account=" + (random.nextInt(3) == 0 ? "a2" : scope.account()));
        field(payload, "name", "n", 3);
        field(payload, "color", "c", 2);
        field(payload, "size", "", 2);
        field(payload, "weight", "w", 2);
        field(payload, "tag", random.nextBoolean() ? "g" : "n", 3);
        field(payload, "hint", "", 2);
        field(payload, "public", "", 1);
        switch (scope.resourceType()) {
            case "t.host" -> {
                field(payload, "id", odd + "h", 5);
                field(payload, "group", odd + "g", 4);
                field(payload, "peer", "n", 3);
                field(payload, "owner", "g", 3);
                rarely(payload, "nearName", "n", 3);
                rarely(payload, "nearSize", "", 2);
                rarely(payload, "likes", "c", 2);
                rarely(payload, "linked", "n", 3);
            }
            case "t.link" -> {
                field(payload, "from", odd + "h", 5);
                field(payload, "to", odd + "h", 5);
                field(payload, "sure", "", 1);
                field(payload, "twice", "", 1);
                field(payload, "also", "", 1);
                field(payload, "enriches", "", 2);
            }
            default -> {
                field(payload, "id", odd + "g", 4);
                field(payload, "rules", "r", 3);
                rarely(payload, "wants", "", 2);
            }
        }
        return payload.toString();
    }

    private void rarely(StringBuilder payload, String name, String prefix, int values) {
        if (random.nextBoolean()) {
            field(payload, name, prefix, values);
        }
    }

    private void field(StringBuilder payload, String name, String prefix, int values) {
        if (random.nextInt(3) > 0) {
            payload.append(';').append(name).append('=').append(prefix).append(random.nextInt(values));
        }
    }
}
