package io.cartostream.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeExpressionsTest {

    @Test
    void shouldReadDurationsWhenPeopleWriteThem() {
        assertThat(TimeExpressions.duration("15m")).isEqualTo(Duration.ofMinutes(15));
        assertThat(TimeExpressions.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(TimeExpressions.duration("2H")).isEqualTo(Duration.ofHours(2));
        assertThat(TimeExpressions.duration("PT1M30S")).isEqualTo(Duration.ofSeconds(90));
        assertThatThrownBy(() -> TimeExpressions.duration("soon")).hasMessageContaining("'soon' is not a duration");
    }

    @Test
    void shouldReadMomentsWhenGivenAsTimeOrAsAge() {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        assertThat(new TimeExpressions.Moment("2h").at(now)).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(new TimeExpressions.Moment("2026-02-01T00:00:00Z").at(now)).isEqualTo("2026-02-01T00:00:00Z");
        assertThatThrownBy(() -> new TimeExpressions.MomentConverter().convert("yesterday"))
                .hasMessageContaining("neither a time");
    }
}
