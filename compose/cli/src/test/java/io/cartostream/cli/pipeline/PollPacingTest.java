package io.cartostream.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PollPacingTest {

    // nanoTime may be anything, and may wrap
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final PollPacing pace = new PollPacing(now::get);

    @Test
    void shouldAskAtOnceAndThenAtADistanceThatGrowsWithTheTimeWaited() {
        assertThat(pace.due()).isTrue();
        assertThat(distance()).isEqualTo(Duration.ofMillis(20));
        pass(Duration.ofSeconds(10));
        assertThat(distance()).isEqualTo(Duration.ofMillis(100));
        pass(Duration.ofMinutes(10));
        assertThat(distance()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldStayDueUntilTheAnswerIsNo() {
        pace.notYet();
        pass(Duration.ofMillis(20));

        assertThat(pace.due()).isTrue();
        assertThat(pace.due()).isTrue();
    }

    private Duration distance() {
        pace.notYet();
        assertThat(pace.due()).isFalse();
        return pace.rest();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
