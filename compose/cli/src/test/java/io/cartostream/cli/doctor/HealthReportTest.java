package io.cartostream.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.cli.session.CommandFailure;
import org.junit.jupiter.api.Test;

class HealthReportTest {

    @Test
    void shouldTurnFailureIntoFindingWhenCheckCannotRun() {
        HealthReport report = new HealthReport();

        report.add("neo4j", () -> {
            throw CommandFailure.failed("Neo4j does not answer. Is it running? Start it.");
        });

        assertThat(report.entries().get(0).finding())
                .isEqualTo(HealthFinding.failed("Neo4j does not answer", "Is it running? Start it."));
    }

    @Test
    void shouldRunNextCheckWhenOneFails() {
        HealthReport report = new HealthReport();
        report.add("kafka", () -> {
            throw CommandFailure.failed("no");
        });

        report.add("neo4j", () -> HealthFinding.ok("5.26"));

        assertThat(report.count(HealthState.OK)).isEqualTo(1);
        assertThat(report.count(HealthState.FAILED)).isEqualTo(1);
    }
}
