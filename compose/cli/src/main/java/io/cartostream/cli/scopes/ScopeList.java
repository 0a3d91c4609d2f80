package io.cartostream.cli.scopes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.TextTable;
import io.cartostream.cli.session.CommandSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints the scopes, most urgent first (held, stale, partly read, then the others): state, age, counts, last error, missing permission. */
final class ScopeList {

    private static final int WIDEST = 70;

    private final CommandSession session;
    private final ScopesCommand filter;

    ScopeList(CommandSession session, ScopesCommand filter) {
        this.session = session;
        this.filter = filter;
    }

    int run() {
        Map<String, ScopeStatus> found = new TreeMap<>();
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            ScopeStatuses.read(kafka, RegistryClient.connect(session.settings()), session.err())
                    .forEach((key, status) -> {
                        if (wanted(status)) {
                            found.put(key, status);
                        }
                    });
        }
        Map<String, ScopeStatus> chosen = worstFirst(found);
        if (session.json()) {
            ArrayNode list = JsonOutput.object().putArray("scopes");
            chosen.forEach((key, status) -> list.add(json(key, status)));
            session.out().println(JsonOutput.pretty(list));
        } else {
            table(chosen).forEach(session.out()::println);
        }
        return 0;
    }

    /** The most urgent state first; by key within a state. */
    static Map<String, ScopeStatus> worstFirst(Map<String, ScopeStatus> statuses) {
        Map<String, ScopeStatus> sorted = new LinkedHashMap<>();
        statuses.entrySet().stream()
                .sorted(Map.Entry.<String, ScopeStatus>comparingByValue(Comparator.comparing(ScopeCondition::of))
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEachOrdered(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private boolean wanted(ScopeStatus status) {
        return (filter.states.isEmpty() || filter.states.contains(ScopeCondition.of(status)))
                && (filter.accounts.isEmpty() || filter.accounts.contains(status.getAccount()))
                && (filter.types.isEmpty() || filter.types.contains(status.getResourceType()));
    }

    private List<String> table(Map<String, ScopeStatus> statuses) {
        if (statuses.isEmpty()) {
            return List.of("no scopes: run `cartostream sync` while the topology runs");
        }
        int widest = session.surroundings().interactive() ? WIDEST : Integer.MAX_VALUE;
        TextTable table = TextTable.of(
                widest, List.of("SCOPE", "STATE", "SYNCED", "RESOURCES", "HELD", "MISSING PERMISSION", "PROBLEM"));
        statuses.forEach((key, status) -> table.row(
                key,
                ScopeCondition.of(status).name(),
                age(status.getLastCompletedStart()),
                Long.toString(status.getResources()),
                held(status),
                permissions(status),
                problem(status)));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(counts(statuses));
        return lines;
    }

    private String age(@Nullable Instant completed) {
        return completed == null ? "never" : HumanText.age(completed, session.now()) + " ago";
    }

    private static String held(ScopeStatus status) {
        return status.getState() == ScopeState.HELD ? Long.toString(status.getHeldRetractions()) : "";
    }

    /** Why a scope is stale or partly read, or what to do about a held retraction. */
    static String problem(ScopeStatus status) {
        if (status.getState() == ScopeState.HELD) {
            return "would remove " + status.getHeldRetractions() + "; confirm it, or wait for another complete sync";
        }
        if (ScopeCondition.of(status) == ScopeCondition.PARTLY_READ) {
            return UnreadableText.line(status);
        }
        Instant attempt = status.getLastAttemptStart();
        boolean failed = status.getState() == ScopeState.STALE && attempt != null;
        return Stream.of(failed ? "sync of " + attempt : null, status.getFailureReason(), status.getMessage())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(": "));
    }

    private static String counts(Map<String, ScopeStatus> statuses) {
        Map<ScopeCondition, Long> counts = new EnumMap<>(ScopeCondition.class);
        statuses.values().forEach(status -> counts.merge(ScopeCondition.of(status), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " "
                        + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private ObjectNode json(String key, ScopeStatus status) {
        ObjectNode json = JsonOutput.object()
                .put("scope", key)
                .put("state", ScopeCondition.of(status).name());
        json.put("lastCompletedSyncId", status.getLastCompletedSyncId());
        put(json, "lastCompletedStart", status.getLastCompletedStart());
        Instant completed = status.getLastCompletedStart();
        if (completed != null) {
            json.put("ageSeconds", Duration.between(completed, session.now()).toSeconds());
        }
        json.put("resources", status.getResources()).put("lastRetracted", status.getLastRetracted());
        json.put("heldSyncId", status.getHeldSyncId()).put("heldRetractions", status.getHeldRetractions());
        put(json, "heldSince", status.getHeldSince());
        json.put("failureReason", status.getFailureReason())
                .put("missingPermission", status.getMissingPermission())
                .put("message", status.getMessage());
        UnreadableText.json(status, json);
        put(json, "lastAttemptStart", status.getLastAttemptStart());
        put(json, "updatedAt", status.getUpdatedAt());
        return json;
    }

    private static void put(ObjectNode json, String field, @Nullable Instant instant) {
        json.put(field, instant == null ? null : instant.toString());
    }

    private static String permissions(ScopeStatus status) {
        String missing = status.getMissingPermission();
        return missing == null ? UnreadableText.permissions(status) : missing;
    }
}
