package io.cartostream.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void shouldAlignNumbersToTheRightWhenAColumnHasOnlyNumbers() {
        TextTable table = TextTable.of("NAME", "COUNT").row("vpc", "1,200").row("ünïcode", "7");

        assertThat(table.lines()).containsExactly("NAME     COUNT", "vpc      1,200", "ünïcode      7");
    }

    @Test
    void shouldCutCellsWhenTheyAreTooWide() {
        TextTable table = TextTable.of(5, List.of("TEXT")).row(List.of("one\ntwo three"));

        assertThat(table.lines()).containsExactly("TEXT", "one …");
    }

    @Test
    void shouldWriteAgesAndCountsWhenPeopleReadThem() {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        assertThat(HumanText.age(now.minusSeconds(59), now)).isEqualTo("59s");
        assertThat(HumanText.age(now.minusSeconds(3 * 3600 + 1200), now)).isEqualTo("3h 20m");
        assertThat(HumanText.age(now.minus(Duration.ofHours(50)), now)).isEqualTo("2d 2h");
        assertThat(HumanText.age(now.plusSeconds(5), now)).isEqualTo("0s");
        assertThat(HumanText.count(1, "scope")).isEqualTo("1 scope");
        assertThat(HumanText.count(12345, "scope")).isEqualTo("12,345 scopes");
        assertThat(HumanText.seconds(Duration.ofMillis(420))).isEqualTo("0.42 s");
    }
}
