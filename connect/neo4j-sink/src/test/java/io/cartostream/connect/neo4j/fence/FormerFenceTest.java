package io.cartostream.connect.neo4j.fence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FormerFenceTest {

    @Test
    void shouldRewindToTheStartWhenTheTopicWasRecreated() {
        FormerFence former = FormerFence.of(true, -1, -1, new ConsumerPosition(500, 0));

        assertThat(former.rewind()).isZero();
        assertThat(former.reason()).contains("its topic was created again");
    }

    @Test
    void shouldNotRewindWhenTheRecreatedTopicIsAlreadyWritten() {
        assertThat(FormerFence.of(true, 99, -1, new ConsumerPosition(100, 0)).rewinds())
                .isFalse();
    }

    @Test
    void shouldRepeatAPendingRewind() {
        assertThat(FormerFence.of(false, 99, 40, new ConsumerPosition(100, 0)).rewind())
                .isEqualTo(40);
    }

    @Test
    void shouldRepeatAPendingRewindWhenThePositionIsUnknown() {
        assertThat(FormerFence.of(false, 99, 40, null).rewind()).isEqualTo(40);
    }

    @Test
    void shouldNotMoveForwardToAPendingRewind() {
        assertThat(FormerFence.of(false, 99, 40, new ConsumerPosition(10, 0)).rewinds())
                .isFalse();
    }

    @Test
    void shouldRewindBehindTheGraphWhenTheCommittedOffsetIsAhead() {
        FormerFence former = FormerFence.of(false, 9, -1, new ConsumerPosition(20, 0));

        assertThat(former.rewind()).isEqualTo(10);
        assertThat(former.reason()).contains("the committed offset is 20, but the graph holds nothing after offset 9");
    }

    @Test
    void shouldRewindToTheBeginningWhenTheGraphIsEmpty() {
        FormerFence former = FormerFence.of(false, -1, -1, new ConsumerPosition(20, 7));

        assertThat(former.rewind()).isEqualTo(7);
        assertThat(former.reason()).contains("the graph holds nothing of this partition");
    }

    @Test
    void shouldNotRewindWhenTheGraphIsUpToDate() {
        assertThat(FormerFence.of(false, 19, -1, new ConsumerPosition(20, 0))).isEqualTo(new FormerFence(-1, "", 19));
    }

    @Test
    void shouldNotRewindWhenNoOffsetIsCommitted() {
        assertThat(FormerFence.of(false, 19, -1, new ConsumerPosition(-1, 0)).rewinds())
                .isFalse();
    }

    @Test
    void shouldNotRewindWhenThePositionIsUnknown() {
        assertThat(FormerFence.of(false, 19, -1, null).rewinds()).isFalse();
    }
}
