package io.cartostream.cli.scopes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.cli.output.JsonOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of one account, added up.
 *
 * @param account provider and account
 * @param states number of scopes by state
 * @param resources resources known in all of them
 * @param oldest start of the oldest of the last complete syncs; null if a scope, other than a retired one, never completed
 */
record AccountSummary(
        String account,
        Map<ScopeCondition, Long> states,
        long resources,
        @Nullable Instant oldest) {

    /** One summary for each account: those with held scopes first, then those with stale scopes, then by name. */
    static List<AccountSummary> of(Collection<ScopeStatus> statuses) {
        Map<String, List<ScopeStatus>> accounts = new TreeMap<>();
        statuses.forEach(status -> accounts.computeIfAbsent(
                        status.getProvider() + "/" + status.getAccount(), key -> new ArrayList<>())
                .add(status));
        return accounts.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong((AccountSummary summary) -> -summary.count(ScopeCondition.HELD))
                        .thenComparingLong(summary -> -summary.count(ScopeCondition.STALE))
                        .thenComparing(AccountSummary::account))
                .toList();
    }

    private static AccountSummary of(String account, List<ScopeStatus> statuses) {
        Map<ScopeCondition, Long> states = new EnumMap<>(ScopeCondition.class);
        statuses.forEach(status -> states.merge(ScopeCondition.of(status), 1L, Long::sum));
        List<ScopeStatus> collected = statuses.stream()
                .filter(status -> ScopeCondition.of(status) != ScopeCondition.RETIRED)
                .toList();
        boolean complete = collected.stream().allMatch(status -> status.getLastCompletedStart() != null);
        Instant oldest = complete
                ? collected.stream()
                        .map(ScopeStatus::getLastCompletedStart)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null)
                : null;
        return new AccountSummary(
                account,
                states,
                statuses.stream().mapToLong(ScopeStatus::getResources).sum(),
                oldest);
    }

    /** Number of scopes in this state. */
    long count(ScopeCondition state) {
        return states.getOrDefault(state, 0L);
    }

    /** The most urgent state of the account's scopes. */
    ScopeCondition worst() {
        return states.keySet().stream().min(Comparator.naturalOrder()).orElse(ScopeCondition.UNKNOWN);
    }

    ObjectNode json() {
        ObjectNode json = JsonOutput.object()
                .put("account", account)
                .put(
                        "scopes",
                        states.values().stream().mapToLong(Long::longValue).sum())
                .put("state", worst().name());
        for (ScopeCondition state : ScopeCondition.values()) {
            json.put(state.name().toLowerCase(Locale.ROOT), count(state));
        }
        return json.put("resources", resources).put("oldest", oldest == null ? null : oldest.toString());
    }
}
