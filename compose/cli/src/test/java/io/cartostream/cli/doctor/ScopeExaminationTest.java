package io.cartostream.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeExaminationTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void shouldBeFineWhenScopesAreYoung() {
        HealthFinding finding =
                new ScopeExamination(List.of(scope(ScopeState.FRESH, "2026-03-02T09:00:00Z")), NOW).freshness(DAY);

        assertThat(finding).isEqualTo(HealthFinding.ok("1 scope, oldest 1h 0m (aws/1/eu-west-1/ec2.vpc)"));
    }

    @Test
    void shouldWarnWhenScopeIsOld() {
        HealthFinding finding =
                new ScopeExamination(List.of(scope(ScopeState.FRESH, "2026-02-27T10:00:00Z")), NOW).freshness(DAY);

        assertThat(finding.state()).isEqualTo(HealthState.WARNING);
        assertThat(finding.text()).contains("oldest 3d 0h");
    }

    @Test
    void shouldWarnWhenScopeIsStale() {
        HealthFinding finding =
                new ScopeExamination(List.of(scope(ScopeState.STALE, "2026-03-02T09:00:00Z")), NOW).freshness(DAY);

        assertThat(finding.state()).isEqualTo(HealthState.WARNING);
        assertThat(finding.text()).contains("1 stale");
    }

    @Test
    void shouldIgnoreRetiredScopesWhenTheyAreOld() {
        HealthFinding finding = new ScopeExamination(
                        List.of(
                                scope(ScopeState.RETIRED, "2020-01-01T00:00:00Z"),
                                scope(ScopeState.FRESH, "2026-03-02T09:00:00Z")),
                        NOW)
                .freshness(DAY);

        assertThat(finding.state()).isEqualTo(HealthState.OK);
    }

    @Test
    void shouldNameDecisionWhenRetractionIsHeld() {
        ScopeStatus held = scope(ScopeState.HELD, "2026-03-02T09:00:00Z");
        held.setHeldRetractions(40);

        HealthFinding finding = new ScopeExamination(List.of(held), NOW).heldRetractions();

        assertThat(finding.text()).isEqualTo("40 resources in 1 scope");
        assertThat(finding.advice()).contains("scopes confirm");
    }

    private static ScopeStatus scope(ScopeState state, String completed) {
        ScopeStatus status = new ScopeStatus();
        status.setProvider("aws");
        status.setAccount("1");
        status.setRegion("eu-west-1");
        status.setResourceType("ec2.vpc");
        status.setState(state);
        status.setLastCompletedStart(Instant.parse(completed));
        return status;
    }
}
