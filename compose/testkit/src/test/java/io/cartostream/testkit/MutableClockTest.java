package io.cartostream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MutableClockTest {

    private final MutableClock clock = MutableClock.at("2026-01-01T00:00:00Z");

    @Test
    void shouldMoveByADuration() {
        clock.advance(Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo("2026-01-01T01:00:00Z");
    }

    @Test
    void shouldMoveBackWhenSet() {
        clock.set(Instant.EPOCH);

        assertThat(clock.millis()).isZero();
    }
}
