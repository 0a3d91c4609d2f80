package io.cartostream.topology.modelchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogRecordsTest {

    @Test
    void shouldTakeOnlyWhatIsSaidUnderTheModelsOfTheGeneration() {
        assertThat(BacklogRecords.none(BacklogRecords.value(2, false), 2)).isTrue();
        assertThat(BacklogRecords.none(BacklogRecords.value(2, true), 2))
                .as("some")
                .isFalse();
        assertThat(BacklogRecords.none(BacklogRecords.value(1, false), 2))
                .as("earlier models")
                .isFalse();
        assertThat(BacklogRecords.none("anything else", 2)).isFalse();
        assertThat(BacklogRecords.none(null, 2)).isFalse();
    }

    @Test
    void shouldDistinguishItsRecordsFromOthersOfTheTopic() {
        assertThat(BacklogRecords.isKey(BacklogRecords.key(BacklogRecords.NODE, 3)))
                .isTrue();
        assertThat(BacklogRecords.isKey(GrownNotice.key(2, 3))).isFalse();
        assertThat(BacklogRecords.key(BacklogRecords.NODE, 3))
                .isNotEqualTo(BacklogRecords.key(BacklogRecords.LOOKUP, 3));
    }
}
