package io.cartostream.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KafkaExaminationTest {

    private static final long GIB = 1L << 30;

    @Test
    void shouldNameOneInstanceWhenItHasManyThreads() {
        assertThat(KafkaExamination.instance("/10.0.0.1", "app-1-StreamThread-1-consumer"))
                .isEqualTo(KafkaExamination.instance("/10.0.0.1", "app-1-StreamThread-2-consumer"));
    }

    @Test
    void shouldNameTwoInstancesWhenHostsDiffer() {
        assertThat(KafkaExamination.instance("/10.0.0.1", "app-1-StreamThread-1-consumer"))
                .isNotEqualTo(KafkaExamination.instance("/10.0.0.2", "app-1-StreamThread-1-consumer"));
    }

    @Test
    void shouldWarnWhenDiskIsShort() {
        assertThat(KafkaExamination.disk(1, 10 * GIB, 0.1).state()).isEqualTo(HealthState.WARNING);
    }

    @Test
    void shouldFailWhenDiskIsNearlyFull() {
        assertThat(KafkaExamination.disk(1, 10 * GIB, 0.04).state()).isEqualTo(HealthState.FAILED);
        assertThat(KafkaExamination.disk(1, GIB / 2, 0.5).state()).isEqualTo(HealthState.FAILED);
    }

    @Test
    void shouldAcceptBacklogWhenReaderMoves() {
        assertThat(KafkaExamination.backlog(1_200, true, "act"))
                .isEqualTo(HealthFinding.ok("1,200 offsets to read, and it makes progress"));
    }

    @Test
    void shouldFailWhenReaderDoesNotMove() {
        HealthFinding finding = KafkaExamination.backlog(1, false, "act");

        assertThat(finding.state()).isEqualTo(HealthState.FAILED);
        assertThat(finding.advice()).isEqualTo("act");
    }
}
