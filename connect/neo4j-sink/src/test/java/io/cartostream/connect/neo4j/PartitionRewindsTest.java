package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

final class PartitionRewindsTest {
    private static final TopicPartition PARTITION = new TopicPartition(ChangeRecords.TOPIC, 0);

    private final SinkRecord record = new ChangeRecords(1).nodeUpsert("Host", "a", List.of("Host"), Map.of());
    private final PartitionRewinds rewinds = new PartitionRewinds();

    @Test
    void shouldRewindOnce() {
        rewinds.add(PARTITION, 7);

        assertThat(rewinds.take()).isEqualTo(Map.of(PARTITION, 7L));
        assertThat(rewinds.take()).isEmpty();
    }

    @Test
    void shouldLimitOffsetsUntilTheRecordsAreTaken() {
        rewinds.add(PARTITION, 7);
        rewinds.take();
        rewinds.taken(Set.of());

        assertThat(limited(100)).isEqualTo(7);
        assertThat(limited(5)).isEqualTo(5);
    }

    @Test
    void shouldNotLimitOffsetsOnceTheRecordsAreTaken() {
        rewinds.add(PARTITION, 7);
        rewinds.take();
        rewinds.taken(Set.of(PARTITION));

        assertThat(limited(100)).isEqualTo(100);
    }

    @Test
    void shouldSkipARefusedDeliveryAndNothingAfterIt() {
        rewinds.add(PARTITION, 0);
        assertThat(rewinds.current(List.of(record))).containsExactly(record);
        rewinds.polledBefore(List.of(record));
        assertThat(rewinds.current(List.of(record))).isEmpty();
        rewinds.taken(Set.of());

        assertThat(rewinds.current(List.of(record))).containsExactly(record);
    }

    @Test
    void shouldForgetPartitionsThatAreClosed() {
        rewinds.add(PARTITION, 0);
        rewinds.polledBefore(List.of(record));
        rewinds.drop(List.of(PARTITION));

        assertThat(rewinds.take()).isEmpty();
        assertThat(rewinds.pending(PARTITION)).isFalse();
        assertThat(rewinds.current(List.of(record))).containsExactly(record);
    }

    private long limited(long offset) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                new HashMap<>(Map.of(PARTITION, new OffsetAndMetadata(offset)));
        rewinds.limit(offsets);
        return offsets.values().iterator().next().offset();
    }
}
