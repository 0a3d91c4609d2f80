package io.cartostream.cli.doctor;

import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.cli.output.HumanText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Checks of the scopes' states. */
final class ScopeExamination {

    private final Collection<ScopeStatus> statuses;
    private final Instant now;

    ScopeExamination(Collection<ScopeStatus> statuses, Instant now) {
        this.statuses = statuses;
        this.now = now;
    }

    /** Scopes whose last sync did not complete, and the age of the oldest inventory. Retired scopes do not count. */
    HealthFinding freshness(Duration limit) {
        List<ScopeStatus> collected = statuses.stream()
                .filter(status -> status.getState() != ScopeState.RETIRED)
                .toList();
        if (collected.isEmpty()) {
            return HealthFinding.warning("no scopes", "Run `cartostream sync` while the topology runs.");
        }
        long stale = collected.stream()
                .filter(status -> status.getState() == ScopeState.STALE)
                .count();
        long partly = collected.stream()
                .filter(status -> status.getState() == ScopeState.FRESH && status.getUnreadable() > 0)
                .count();
        Optional<ScopeStatus> oldest = collected.stream()
                .filter(status -> status.getLastCompletedStart() != null)
                .min(Comparator.comparing(
                        status -> Objects.requireNonNullElse(status.getLastCompletedStart(), Instant.MAX)));
        Instant since = oldest.map(ScopeStatus::getLastCompletedStart).orElse(null);
        String text = HumanText.count(collected.size(), "scope")
                + (stale == 0 ? "" : ", " + stale + " stale")
                + (partly == 0 ? "" : ", " + partly + " partly read")
                + (since == null
                        ? ", none was ever read completely"
                        : ", oldest " + HumanText.age(since, now) + " (" + key(oldest.orElseThrow()) + ")");
        if (stale > 0) {
            return HealthFinding.warning(text, "Run `cartostream scopes --state stale`: it names missing permissions.");
        }
        if (partly > 0) {
            return HealthFinding.warning(
                    text, "Run `cartostream scopes --state partly_read`: it names missing permissions.");
        }
        if (since == null) {
            return HealthFinding.warning(text, "Run `cartostream sync`, and see what it reports.");
        }
        return Duration.between(since, now).compareTo(limit) > 0
                ? HealthFinding.warning(text, "Sync the account again, and check its schedule.")
                : HealthFinding.ok(text);
    }

    HealthFinding heldRetractions() {
        List<ScopeStatus> held = statuses.stream()
                .filter(status -> status.getState() == ScopeState.HELD)
                .toList();
        if (held.isEmpty()) {
            return HealthFinding.ok("none");
        }
        long resources =
                held.stream().mapToLong(ScopeStatus::getHeldRetractions).sum();
        return HealthFinding.warning(
                HumanText.count(resources, "resource") + " in " + HumanText.count(held.size(), "scope"),
                "Run `cartostream scopes --state held`, then `cartostream scopes confirm SCOPE` or sync again.");
    }

    private static String key(ScopeStatus status) {
        return status.getProvider() + "/" + status.getAccount() + "/" + status.getRegion() + "/"
                + status.getResourceType();
    }
}
