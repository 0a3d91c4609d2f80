package io.cartostream.producer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.FailureReason;
import org.junit.jupiter.api.Test;

final class DetailTallyTest {

    private static final ReadFailure DENIED = new ReadFailure(FailureReason.ACCESS_DENIED, "o", "p", "no");
    private static final ReadFailure AWAY = ReadFailure.of(FailureReason.UNREACHABLE, "no answer");

    @Test
    void shouldFailWhenNothingCameButFailures() {
        DetailTally tally = new DetailTally();
        tally.failed(AWAY);

        assertThatThrownBy(tally::finish).hasMessageContaining("no answer");
    }

    @Test
    void shouldNameTheDenialWhenFailuresDiffer() {
        DetailTally tally = new DetailTally();
        tally.failed(DENIED);
        tally.failed(AWAY);

        assertThatThrownBy(tally::finish).hasMessageContaining("missing permission p");
    }

    @Test
    void shouldPassWhenOneItemWasAnswered() {
        DetailTally tally = new DetailTally();
        tally.failed(DENIED);
        tally.answered();

        assertThatCode(tally::finish).doesNotThrowAnyException();
    }

    @Test
    void shouldGiveUpWhenFailuresOtherThanDenialsFollowEachOther() throws Exception {
        FailureRun run = new FailureRun(3);
        run.ended(AWAY);
        run.ended(AWAY);
        run.ended(null);
        run.ended(AWAY);
        run.ended(DENIED);
        run.ended(AWAY);
        run.ended(AWAY);

        assertThatThrownBy(() -> run.ended(AWAY)).isInstanceOf(SourceException.class);
    }
}
