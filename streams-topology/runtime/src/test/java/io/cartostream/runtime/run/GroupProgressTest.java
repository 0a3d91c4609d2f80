package io.cartostream.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GroupProgressTest {

    private static final TopicPartition FACTS = new TopicPartition("facts-by-node", 0);
    private static final Map<TopicPartition, Long> FROM = Map.of(FACTS, 100L);

    private final MockConsumer<byte[], byte[]> reader = new MockConsumer<>("earliest");

    @Test
    void shouldTakeMarkersForReadHoweverManyThereAre() {
        // a real consumer's position passes what is no record
        reader.schedulePollTask(() -> {});
        reader.schedulePollTask(() -> reader.seek(FACTS, 150));

        assertThat(GroupProgress.holdNoRecord(reader, FROM, Map.of(FACTS, 150L)))
                .isTrue();
    }

    @Test
    void shouldSeeARecordAlsoRightBeforeTheEnd() {
        reader.schedulePollTask(
                () -> reader.addRecord(new ConsumerRecord<>(FACTS.topic(), 0, 100, new byte[0], new byte[0])));

        assertThat(GroupProgress.holdNoRecord(reader, FROM, Map.of(FACTS, 101L)))
                .as("a group that stopped before one record has not read it")
                .isFalse();
    }

    @Test
    void shouldSayNoWhenTheEndIsNotReachedInTime() {
        assertThat(GroupProgress.holdNoRecord(reader, FROM, Map.of(FACTS, 101L)))
                .as("a transaction is open: what comes of it is not known")
                .isFalse();
    }
}
