package io.cartostream.topology.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private final CommitPace pace = new CommitPace(200);

    @Test
    void shouldAskAtOnceWhenRecordsAreFew() {
        assertThat(pace.asksForCommit(1_000, 1_000)).isTrue();
        assertThat(pace.asksForCommit(1_020, 1_020)).isTrue();
        assertThat(pace.asksForCommit(1_040, 1_040)).isTrue();
    }

    @Test
    void shouldNotAskForEachWhenRecordsComeTogether() {
        assertThat(pace.asksForCommit(1_000, 1_000)).isTrue();
        assertThat(pace.asksForCommit(1_001, 1_001)).isFalse();
        assertThat(pace.asksForCommit(1_004, 1_004)).isFalse();
    }

    @Test
    void shouldLeaveItToTheIntervalUnderLoad() {
        long asked = LongStream.range(0, 20_000)
                .filter(record -> pace.asksForCommit(1_000 + record / 20, 1_000 + record / 20))
                .count();

        assertThat(asked).as("in one second").isLessThanOrEqualTo(6);
    }

    @Test
    void shouldNotAskForRecordsThatHaveWaitedWhenCommitsAreSlow() {
        assertThat(pace.asksForCommit(1_300, 1_000)).as("appended 300 ms ago").isTrue();

        long asked = LongStream.range(0, 100)
                .filter(record -> pace.asksForCommit(2_000 + record * 500, 1_000))
                .count();

        assertThat(asked).as("each commit takes longer than the interval").isZero();
    }
}
