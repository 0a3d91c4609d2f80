package io.cartostream.topology.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.topology.epoch.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GrownBarrierTest {

    private static final long GENERATION = 2;
    private static final int GROWN = 2;
    private static final Map<TopicName, Integer> PARTITIONS = Map.of(
            TopicName.INVENTORY_RAW, GROWN,
            TopicName.FACTS_BY_NODE, 1,
            TopicName.RELATIONSHIPS_BY_TARGET, 1,
            TopicName.LOOKUPS_BY_VALUE, 1,
            TopicName.MODEL_EPOCH, 1);
    private static final Map<String, Long> AT_REST = Map.of("node", 5L, "lookup", 6L);

    private final List<String> turns = new ArrayList<>();
    private boolean read = true;
    private final GrownBarrier barrier = new GrownBarrier(new Topics(), new Namespace("test"), PARTITIONS, GENERATION);

    /** All topics end at 10. */
    private final class Topics implements GrownBarrier.Reading {
        @Override
        public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation) {
            assertThat(isolation).isEqualTo(IsolationLevel.READ_UNCOMMITTED);
            Map<TopicPartition, Long> ends = new HashMap<>();
            partitions.forEach(partition -> {
                turns.add(partition.topic());
                ends.put(partition, 10L);
            });
            return ends;
        }

        @Override
        public boolean hasReached(Map<TopicPartition, Long> ends) {
            return read;
        }
    }

    @Test
    void shouldAskNothingAsLongAsNobodyWaits() {
        for (int i = 0; i < 5; i++) {
            barrier.look(new Progress(GROWN, AT_REST, Map.of(0, 10L)));
        }

        assertThat(turns).isEmpty();
    }

    @Test
    void shouldOpenWhenAllHaveGrownAndEveryTopicOnTheWayIsReadInItsTurn() {
        look(5, GROWN, AT_REST, 10);

        assertThat(barrier.passed(GENERATION)).isTrue();
        assertThat(barrier.passed(GENERATION + 1)).isFalse();
        assertThat(turns)
                .containsExactly(
                        "test.facts-by-node",
                        "test.lookups-by-value",
                        "test.facts-by-node",
                        "test.relationships-by-target",
                        "test.model-epoch");
    }

    @Test
    void shouldWaitForEveryPartitionToGrow() {
        look(10, GROWN - 1, AT_REST, 10);

        assertThat(barrier.passed(GENERATION)).isFalse();
        assertThat(turns).isEmpty();
    }

    @Test
    void shouldWaitWhileAPartitionHasLongWorkLeft() {
        look(10, GROWN, Map.of("node", 5L), 10);
        assertThat(barrier.passed(GENERATION)).isFalse();

        look(5, GROWN, AT_REST, 10);
        assertThat(barrier.passed(GENERATION)).isTrue();
    }

    @Test
    void shouldBeginAnewWhenAPartitionHadLongWorkLeftInBetween() {
        look(4, GROWN, AT_REST, 10);
        look(4, GROWN, Map.of("node", 5L, "lookup", 9L), 10);
        assertThat(barrier.passed(GENERATION))
                .as("between two looks it had some and did it: what it sent is not waited for yet")
                .isFalse();

        look(1, GROWN, Map.of("node", 5L, "lookup", 9L), 10);
        assertThat(barrier.passed(GENERATION)).isTrue();
    }

    @Test
    void shouldWaitUntilModelEpochIsReadAsFarAsItWentWhenTheLastTurnEnded() {
        look(10, GROWN, AT_REST, 9);
        assertThat(barrier.passed(GENERATION)).isFalse();

        look(1, GROWN, AT_REST, 10);
        assertThat(barrier.passed(GENERATION)).isTrue();
    }

    @Test
    void shouldWaitWhereATopicIsNotRead() {
        read = false;
        look(10, GROWN, AT_REST, 10);

        assertThat(barrier.passed(GENERATION)).isFalse();
        assertThat(turns).containsExactly("test.facts-by-node");
    }

    private void look(int times, int grown, Map<String, Long> atRest, long position) {
        assertThat(barrier.passed(GENERATION)).isFalse();
        for (int i = 0; i < times; i++) {
            barrier.look(new Progress(grown, atRest, Map.of(0, position)));
        }
    }
}
