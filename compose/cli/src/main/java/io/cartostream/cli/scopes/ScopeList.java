package io.cartostream.cli.scopes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.OutputFormat;
import io.cartostream.cli.output.ResultList;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints the scopes, most urgent first (held, stale, partly read, then the others): state, age, counts, last error, missing permission. */
final class ScopeList {

    private static final String NONE = "no scopes: run `cartostream sync` while the topology runs";

    private final CommandSession session;
    private final ScopesCommand filter;

    ScopeList(CommandSession session, ScopesCommand filter) {
        this.session = session;
        this.filter = filter;
    }

    int run() {
        OutputFormat format = filter.format.chosen(session);
        Map<String, ScopeStatus> found = new TreeMap<>();
        GraphLag lag;
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            ScopeStatuses.read(kafka, RegistryClient.connect(session.settings()), session.err())
                    .forEach((key, status) -> {
                        if (wanted(status)) {
                            found.put(key, status);
                        }
                    });
            lag = GraphLag.ask(session, kafka, filter.connector);
        }
        if (filter.groupBy != null) {
            printAccounts(AccountSummary.of(found.values()), format);
        } else {
            printScopes(worstFirst(found), lag, format);
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

    private void printScopes(Map<String, ScopeStatus> statuses, GraphLag lag, OutputFormat format) {
        List<String> summary = new ArrayList<>(List.of(counts(statuses.values())));
        if (!lag.text().isEmpty()) {
            summary.add(lag.text());
        }
        ResultList.<Map.Entry<String, ScopeStatus>>of(entry -> json(entry.getKey(), entry.getValue(), lag))
                .column("SCOPE", Map.Entry::getKey)
                .stateColumn(
                        "STATE", entry -> ScopeCondition.of(entry.getValue()).name())
                .column("SYNCED", entry -> age(entry.getValue().getLastCompletedStart()))
                .stateColumn("IN GRAPH", entry -> inGraph(entry.getValue(), lag))
                .column("RESOURCES", entry -> Long.toString(entry.getValue().getResources()))
                .column("HELD", entry -> held(entry.getValue()))
                .column("MISSING PERMISSION", entry -> permissions(entry.getValue()))
                .column("PROBLEM", entry -> problem(entry.getValue()))
                .wideColumn(
                        "LAST COMPLETE SYNC",
                        entry -> Objects.requireNonNullElse(entry.getValue().getLastCompletedSyncId(), ""))
                .wideColumn("RETRACTED", entry -> Long.toString(entry.getValue().getLastRetracted()))
                .print(FormatOption.target(session), format, statuses.entrySet(), NONE, summary);
    }

    private void printAccounts(List<AccountSummary> accounts, OutputFormat format) {
        if (!accounts.isEmpty() && (format == OutputFormat.TABLE || format == OutputFormat.WIDE)) {
            session.out().println(HumanText.count(accounts.size(), "account") + ": " + total(accounts));
        }
        ResultList.of(AccountSummary::json)
                .column("ACCOUNT", AccountSummary::account)
                .stateColumn("STATE", account -> account.worst().name())
                .column("FRESH", account -> Long.toString(account.count(ScopeCondition.FRESH)))
                .column("STALE", account -> Long.toString(account.count(ScopeCondition.STALE)))
                .column("PARTLY READ", account -> Long.toString(account.count(ScopeCondition.PARTLY_READ)))
                .column("HELD", account -> Long.toString(account.count(ScopeCondition.HELD)))
                .wideColumn("RETIRED", account -> Long.toString(account.count(ScopeCondition.RETIRED)))
                .column("RESOURCES", account -> Long.toString(account.resources()))
                .column("OLDEST", account -> age(account.oldest()))
                .print(FormatOption.target(session), format, accounts, NONE, List.of());
    }

    /** Scopes by state over all accounts, most urgent first. */
    private static String total(List<AccountSummary> accounts) {
        Map<ScopeCondition, Long> counts = new EnumMap<>(ScopeCondition.class);
        accounts.forEach(account -> account.states().forEach((state, count) -> counts.merge(state, count, Long::sum)));
        return text(counts);
    }

    private static String inGraph(ScopeStatus status, GraphLag lag) {
        return status.getLastCompletedSyncId() == null ? "" : lag.state();
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

    private static String counts(Collection<ScopeStatus> statuses) {
        Map<ScopeCondition, Long> counts = new EnumMap<>(ScopeCondition.class);
        statuses.forEach(status -> counts.merge(ScopeCondition.of(status), 1L, Long::sum));
        return text(counts);
    }

    private static String text(Map<ScopeCondition, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " "
                        + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private ObjectNode json(String key, ScopeStatus status, GraphLag lag) {
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
        json.put("inGraph", inGraph(status, lag));
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
