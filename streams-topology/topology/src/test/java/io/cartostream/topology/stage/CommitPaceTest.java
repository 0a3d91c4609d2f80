package io.cartostream.topology.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private final CommitPace pace = new CommitPace(200);

    @Test
    void shouldAskAtOnceWhenRecordsAreFew() {
        assertThat(pace.asksForCommit(1_000)).isTrue();
        assertThat(pace.asksForCommit(1_020)).isTrue();
        assertThat(pace.asksForCommit(1_040)).isTrue();
    }

    @Test
    void shouldNotAskForEachWhenRecordsComeTogether() {
        assertThat(pace.asksForCommit(1_000)).isTrue();
        assertThat(pace.asksForCommit(1_001)).isFalse();
        assertThat(pace.asksForCommit(1_004)).isFalse();
    }

    @Test
    void shouldLeaveItToTheIntervalUnderLoad() {
        long asked = LongStream.range(0, 20_000)
                .filter(record -> pace.asksForCommit(1_000 + record / 20))
                .count();

        assertThat(asked).as("in one second").isLessThanOrEqualTo(6);
    }
}
