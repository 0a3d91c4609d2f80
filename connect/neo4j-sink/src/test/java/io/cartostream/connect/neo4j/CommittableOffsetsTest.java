package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CommittableOffsetsTest {
    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final Map<TopicPartition, OffsetAndMetadata> DELIVERED =
            Map.of(ZERO, new OffsetAndMetadata(10), ONE, new OffsetAndMetadata(20));

    private final PollWriter pollWriter = new PollWriter("test", poll -> () -> {}, Duration.ofSeconds(30));
    private final PartitionRewinds rewinds = new PartitionRewinds();
    private final CommittableOffsets offsets = new CommittableOffsets(pollWriter, rewinds, null);

    @AfterEach
    void close() {
        pollWriter.close();
    }

    @Test
    void shouldCommitEverythingWhenNothingIsLeftToWrite() {
        assertThat(offsets.of(DELIVERED)).isEqualTo(DELIVERED);
    }

    @Test
    void shouldStopBeforeTheFirstUnwrittenRecord() {
        pollWriter.start(new DecodedPoll(List.of(), Map.of(ONE, 15L), Map.of(ONE, 19L)));

        assertThat(offsets.of(DELIVERED))
                .isEqualTo(Map.of(ZERO, new OffsetAndMetadata(10), ONE, new OffsetAndMetadata(15)));
    }

    @Test
    void shouldNotMoveForwardToTheFirstUnwrittenRecord() {
        pollWriter.start(new DecodedPoll(List.of(), Map.of(ONE, 25L), Map.of(ONE, 29L)));

        assertThat(offsets.of(DELIVERED)).isEqualTo(DELIVERED);
    }

    @Test
    void shouldStopAtThePendingRewind() {
        rewinds.add(ZERO, 4);

        assertThat(offsets.of(DELIVERED))
                .isEqualTo(Map.of(ZERO, new OffsetAndMetadata(4), ONE, new OffsetAndMetadata(20)));
    }
}
