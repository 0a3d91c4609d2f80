package io.cartostream.connect.neo4j.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class FenceLeasesTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final Instant NOW = Instant.parse("2026-06-30T00:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(30);

    private final FenceLeases leases = leases(RETENTION);

    @Test
    void shouldReportAnAbsenceWhenTheGapExceedsTheRetention() {
        leases.add(PARTITION, lease(NOW.minus(RETENTION).minusSeconds(1)));

        assertThat(leases.absences()).hasEntrySatisfying(PARTITION, text -> assertThat(text)
                .contains("this sink last wrote t-0 at 2026-05-30T23:59:59Z")
                .contains("(720 h)"));
    }

    @Test
    void shouldReportNoAbsenceWithinTheRetention() {
        leases.add(PARTITION, lease(NOW.minus(RETENTION)));

        assertThat(leases.absences()).isEmpty();
    }

    @Test
    void shouldEndAnAbsenceWhenItIsAcknowledged() {
        leases.add(PARTITION, lease(Instant.EPOCH));
        leases.acknowledge(List.of(PARTITION, new TopicPartition("t", 1)));

        assertThat(leases.absences()).isEmpty();
    }

    @Test
    void shouldNotTouchAFenceWithAnUnreportedAbsence() {
        leases.add(PARTITION, lease(Instant.EPOCH));

        assertThat(leases.due()).isEmpty();
    }

    @Test
    void shouldTouchAFenceAfterOneHeartbeat() {
        FenceLease lease = lease(NOW);
        lease.committed(NOW.minus(leases.heartbeat()), 5);
        leases.add(PARTITION, lease);

        assertThat(leases.due()).containsExactly(PARTITION);
    }

    @Test
    void shouldNotTouchAFenceThatWasJustWritten() {
        FenceLease lease = lease(NOW);
        lease.committed(NOW, 5);
        leases.add(PARTITION, lease);

        assertThat(leases.due()).isEmpty();
    }

    @Test
    void shouldKeepTheOffsetWhenACommitRecordsNone() {
        FenceLease lease = lease(NOW);
        lease.committed(NOW, 5);
        lease.committed(NOW, -1);

        assertThat(lease.offset()).isEqualTo(5);
    }

    @Test
    void shouldBeatAtLeastTenTimesWithinTheRetention() {
        assertThat(leases(Duration.ofMinutes(10)).heartbeat()).isEqualTo(Duration.ofMinutes(1));
        assertThat(leases.heartbeat()).isEqualTo(PartitionFences.HEARTBEAT);
    }

    @Test
    void shouldReturnTheLeasesOfOpenPartitionsAlone() {
        FenceLease lease = lease(NOW);
        leases.add(PARTITION, lease);

        assertThat(leases.current(List.of(PARTITION, new TopicPartition("t", 1))))
                .isEqualTo(Map.of(PARTITION, lease));
    }

    private static FenceLease lease(Instant gapStart) {
        return new FenceLease("key", 1, -1, gapStart);
    }

    private static FenceLeases leases(Duration retention) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        FenceParameters parameters = new FenceParameters("sink", "sink");
        return new FenceLeases(
                clock, new GapDetector((text, fence) -> List.of(), parameters, clock, retention), retention);
    }
}
