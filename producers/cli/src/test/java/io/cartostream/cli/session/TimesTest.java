package io.cartostream.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {

    @Test
    void shouldReadDurationsWhenPeopleWriteThem() {
        assertThat(Times.duration("15m")).isEqualTo(Duration.ofMinutes(15));
        assertThat(Times.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Times.duration("2H")).isEqualTo(Duration.ofHours(2));
        assertThat(Times.duration("PT1M30S")).isEqualTo(Duration.ofSeconds(90));
        assertThatThrownBy(() -> Times.duration("soon")).hasMessageContaining("'soon' is not a duration");
    }

    @Test
    void shouldReadMomentsWhenGivenAsTimeOrAsAge() {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        assertThat(new Times.Moment("2h").at(now)).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(new Times.Moment("2026-02-01T00:00:00Z").at(now)).isEqualTo("2026-02-01T00:00:00Z");
        assertThatThrownBy(() -> new Times.MomentConverter().convert("yesterday"))
                .hasMessageContaining("neither a time");
    }

    @Test
    void shouldSuggestOnlyWhatIsNearWhenSomethingIsMistyped() {
        assertThat(Similar.to("ec2.instanse", List.of("ec2.instance", "ec2.vpc")))
                .contains("ec2.instance");
        assertThat(Similar.to("lambda", List.of("ec2.instance", "ec2.vpc"))).isEmpty();
    }
}
