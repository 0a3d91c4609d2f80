package io.cartostream.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.cli.session.CommandFailure;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DeadLetterReaderTest {

    @Test
    void shouldNameExistingReasonsWhenNoDeadLetterHasTheReason() {
        assertThatThrownBy(() -> DeadLetterReader.requireKnown(List.of("FOO"), Set.of("NO_MODEL")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("no dead letter has the reason FOO; existing reasons: NO_MODEL");
    }

    @Test
    void shouldSuggestAReasonWhenOneIsMisspelt() {
        assertThatThrownBy(() -> DeadLetterReader.requireKnown(List.of("NO_MODELS"), Set.of("NO_MODEL")))
                .hasMessageContaining("did you mean 'NO_MODEL'?");
    }

    @Test
    void shouldFailWhenThereAreNoDeadLettersAtAll() {
        assertThatThrownBy(() -> DeadLetterReader.requireKnown(List.of("FOO"), Set.of()))
                .hasMessage("no dead letter has the reason FOO");
    }

    @Test
    void shouldAcceptReasonsThatDeadLettersHave() {
        assertThatCode(() -> DeadLetterReader.requireKnown(List.of("NO_MODEL"), Set.of("NO_MODEL", "TOO_LARGE")))
                .doesNotThrowAnyException();
    }
}
