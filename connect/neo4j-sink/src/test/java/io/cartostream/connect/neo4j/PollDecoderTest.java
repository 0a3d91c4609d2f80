package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

final class PollDecoderTest {
    private static final TopicPartition PARTITION = new TopicPartition(ChangeRecords.TOPIC, 0);

    private final ChangeRecords records = new ChangeRecords(1);
    private final List<SinkRecord> letters = new ArrayList<>();
    private final PollDecoder decoder = new PollDecoder(new DeadLetterReporter(
            (record, error) -> {
                letters.add(record);
                return CompletableFuture.completedFuture(null);
            },
            false,
            Duration.ofSeconds(30)));

    @Test
    void shouldKeepTheLastChangeOfAnEntity() {
        SinkRecord last = upsert("a", 2);
        PollDecoder.CountedPoll decoded = decoder.decode(List.of(upsert("a", 1), upsert("b", 1), last));

        assertThat(decoded.poll().rows()).hasSize(2).anySatisfy(row -> assertThat(row.origin())
                .isSameAs(last));
        assertThat(decoded.coalesced()).isEqualTo(1);
    }

    @Test
    void shouldSkipTombstonesButCoverTheirOffsets() {
        PollDecoder.CountedPoll decoded = decoder.decode(List.of(records.tombstone("N|Host|a"), upsert("a", 1)));

        assertThat(decoded.tombstones()).isEqualTo(1);
        assertThat(decoded.poll().first()).isEqualTo(Map.of(PARTITION, 0L));
        assertThat(decoded.poll().last()).isEqualTo(Map.of(PARTITION, 1L));
    }

    @Test
    void shouldTakeTheOriginalPartitionAndOffsetWhenATransformRenamedTheTopic() {
        SinkRecord original = upsert("a", 1);
        SinkRecord renamed = original.newRecord(
                "renamed", 7, null, original.key(), original.valueSchema(), original.value(), original.timestamp());
        DecodedPoll poll = decoder.decode(List.of(renamed)).poll();

        assertThat(poll.first()).isEqualTo(Map.of(PARTITION, 0L));
        assertThat(poll.last()).isEqualTo(Map.of(PARTITION, 0L));
        assertThat(poll.without(List.of(PARTITION)).rows()).isEmpty();
        assertThat(poll.without(List.of(new TopicPartition("renamed", 7))).rows())
                .hasSize(1);
    }

    @Test
    void shouldReportAnInvalidRecordAndKeepTheOthers() {
        SinkRecord invalid = records.nodeUpsert("Host", "x", List.of("Host", "CartostreamBare"), Map.of());
        PollDecoder.CountedPoll decoded = decoder.decode(List.of(invalid, upsert("a", 1)));

        assertThat(letters).containsExactly(invalid);
        assertThat(decoded.bad()).isEqualTo(1);
        assertThat(decoded.poll().rows()).hasSize(1);
    }

    @Test
    void shouldStopWhenAnInvalidRecordHasNowhereToGo() {
        PollDecoder stopping = new PollDecoder(new DeadLetterReporter(null, false, Duration.ofSeconds(30)));

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> stopping.decode(
                        List.of(records.nodeUpsert("Host", "x", List.of("Host", "CartostreamBare"), Map.of()))));
    }

    @Test
    void shouldCountAPollOnlyWhenItIsTakenOver() {
        SinkMetrics metrics = SinkMetrics.unregistered();
        PollDecoder.CountedPoll decoded = decoder.decode(List.of(upsert("a", 1), upsert("a", 2)));
        assertThat(metrics.getRecordsCoalesced()).isZero();

        decoded.count(metrics);
        assertThat(metrics.getRecordsCoalesced()).isEqualTo(1);
    }

    private SinkRecord upsert(String id, long version) {
        return records.nodeUpsert("Host", id, List.of("Host"), Map.of("version", version));
    }
}
