package io.cartostream.topology.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void shouldTakeOnlyWhatIsSaidUnderTheModelsOfTheGeneration() {
        assertThat(Backlog.none(Backlog.value(2, false), 2)).isTrue();
        assertThat(Backlog.none(Backlog.value(2, true), 2)).as("some").isFalse();
        assertThat(Backlog.none(Backlog.value(1, false), 2))
                .as("earlier models")
                .isFalse();
        assertThat(Backlog.none("anything else", 2)).isFalse();
        assertThat(Backlog.none(null, 2)).isFalse();
    }

    @Test
    void shouldTellItsRecordsFromTheOthersOfItsTopic() {
        assertThat(Backlog.isKey(Backlog.key(Backlog.NODE, 3))).isTrue();
        assertThat(Backlog.isKey(Grown.key(2, 3))).isFalse();
        assertThat(Backlog.key(Backlog.NODE, 3)).isNotEqualTo(Backlog.key(Backlog.LOOKUP, 3));
    }
}
