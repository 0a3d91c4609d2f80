package io.cartostream.cli.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.contract.Scope;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.sync.FailureCount;
import io.cartostream.producer.sync.ScopeResult;
import io.cartostream.producer.sync.SyncListener;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows the progress of a sync: one line that is rewritten on a terminal, JSON lines otherwise. */
final class SyncProgress implements SyncListener {

    private static final String REWRITE = "\r\u001b[K";
    private static final long REDRAW_NANOS = 100_000_000;

    private final CommandSession session;
    private final boolean lines;
    private final Map<Scope, Long> open = new HashMap<>();
    private int found;
    private int ended;
    private int failed;
    private long items;
    private long drawnAt = System.nanoTime() - REDRAW_NANOS;

    SyncProgress(CommandSession session) {
        this.session = session;
        this.lines = session.json() || !session.surroundings().interactive();
    }

    /** True if results are printed as JSON lines. */
    boolean lines() {
        return lines;
    }

    @Override
    public synchronized void scopesFound(String source, List<Scope> scopes) {
        found += scopes.size();
        if (lines) {
            line(JsonOutput.object()
                    .put("event", "source")
                    .put("source", source)
                    .put("scopes", scopes.size()));
        } else {
            draw(true);
        }
    }

    @Override
    public synchronized void sourceFailed(String source, ReadFailure failure) {
        failed++;
        if (lines) {
            ObjectNode line = JsonOutput.object().put("event", "source").put("source", source);
            line.set("failure", json(failure));
            line(line);
        }
    }

    @Override
    public synchronized void scopeStarted(Scope scope) {
        open.put(scope, 0L);
        draw(false);
    }

    @Override
    public synchronized void pageRead(Scope scope, long seen) {
        open.put(scope, seen);
        draw(false);
    }

    @Override
    public synchronized void scopeEnded(ScopeResult result) {
        open.remove(result.scope());
        ended++;
        failed += result.succeeded() ? 0 : 1;
        items += result.items();
        if (lines) {
            line(json(result));
        } else {
            draw(ended == found);
        }
    }

    /** Removes the progress line. */
    synchronized void clear() {
        if (!lines) {
            session.err().print(REWRITE);
            session.err().flush();
        }
    }

    private void draw(boolean now) {
        long time = System.nanoTime();
        if (lines || !now && time - drawnAt < REDRAW_NANOS) {
            return;
        }
        drawnAt = time;
        long seen = items + open.values().stream().mapToLong(Long::longValue).sum();
        String reading = open.keySet().stream()
                .findAny()
                .map(scope -> ", reading " + scope.key())
                .orElse("");
        session.err()
                .print(REWRITE + "syncing " + ended + "/" + found + " scopes, " + HumanText.count(seen) + " resources"
                        + (failed == 0 ? "" : ", " + failed + " failed") + reading);
        session.err().flush();
    }

    private void line(ObjectNode line) {
        session.out().println(JsonOutput.line(line));
    }

    static ObjectNode json(ScopeResult result) {
        ObjectNode json = JsonOutput.object()
                .put("event", "scope")
                .put("scope", result.scope().key())
                .put(
                        "state",
                        result.partlyRead()
                                ? "partly_read"
                                : result.state().name().toLowerCase(Locale.ROOT))
                .put("syncId", result.syncId())
                .put("resources", result.items())
                .put("unreadable", result.unreadable())
                .put("milliseconds", result.elapsed().toMillis());
        if (!result.unreadableKinds().isEmpty()) {
            ArrayNode kinds = json.putArray("unreadableKinds");
            result.unreadableKinds().forEach(kind -> kinds.add(json(kind)));
        }
        ReadFailure failure = result.failure();
        if (failure != null) {
            json.set("failure", json(failure));
        }
        return json;
    }

    private static ObjectNode json(FailureCount kind) {
        ObjectNode json = json(kind.first()).put("count", kind.count());
        kind.examples().forEach(json.putArray("examples")::add);
        return json;
    }

    static ObjectNode json(ReadFailure failure) {
        return JsonOutput.object()
                .put("reason", failure.reason().name())
                .put("operation", failure.operation())
                .put("missingPermission", failure.missingPermission())
                .put("code", failure.code())
                .put("message", failure.message());
    }
}
