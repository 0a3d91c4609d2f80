package io.cartostream.topology.modelchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final String NODE = BacklogRecords.key(BacklogRecords.NODE, 0);
    private static final String LOOKUP = BacklogRecords.key(BacklogRecords.LOOKUP, 0);
    private static final Set<String> ALL = Set.of(NODE, LOOKUP);
    private static final long END = 10;

    private final List<String> asked = new ArrayList<>();
    private final Map<String, Long> rested = new HashMap<>(Map.of(NODE, 5L, LOOKUP, 6L));
    private boolean read = true;
    private final GrownBarrier barrier = new GrownBarrier(new Topics(), new Namespace("test"), PARTITIONS, GENERATION);

    private final class Topics implements GrownBarrier.Reading {
        @Override
        public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation) {
            assertThat(isolation).isEqualTo(IsolationLevel.READ_UNCOMMITTED);
            Map<TopicPartition, Long> ends = new HashMap<>();
            partitions.forEach(partition -> {
                asked.add(partition.topic());
                ends.put(partition, END);
            });
            return ends;
        }

        @Override
        public boolean hasReached(Map<TopicPartition, Long> ends) {
            return read;
        }
    }

    @Test
    void shouldAskNothingWhileNoPartitionWaits() {
        for (int i = 0; i < 5; i++) {
            barrier.look(new ModelChangeProgress(GROWN, ALL, rested, Map.of(0, END)));
        }

        assertThat(asked).isEmpty();
    }

    @Test
    void shouldOpenWhenAllHaveGrownAndEveryTopicOnTheWayIsReadInItsTurn() {
        look(4, GROWN, ALL, END);

        assertThat(barrier.passed(GENERATION)).isTrue();
        assertThat(barrier.passed(GENERATION + 1)).isFalse();
        assertThat(asked)
                .containsExactly(
                        "test.facts-by-node",
                        "test.model-epoch",
                        "test.lookups-by-value",
                        "test.model-epoch",
                        "test.facts-by-node",
                        "test.model-epoch",
                        "test.relationships-by-target",
                        "test.model-epoch");
    }

    @Test
    void shouldWaitForEveryPartitionToGrow() {
        look(10, GROWN - 1, ALL, END);

        assertThat(barrier.passed(GENERATION)).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldNotBeginTheNextTurnWhileAPartitionHasLongWorkLeft() {
        look(10, GROWN, Set.of(LOOKUP), END);
        assertThat(asked).containsExactly("test.facts-by-node", "test.model-epoch");

        look(4, GROWN, ALL, END);
        assertThat(barrier.passed(GENERATION)).isTrue();
    }

    @Test
    void shouldGoOnWhenItWasWithoutLongWorkInBetweenThoughItHasSomeAgain() {
        look(2, GROWN, Set.of(LOOKUP), END);
        rested.put(NODE, 12L);
        look(1, GROWN, Set.of(LOOKUP), END);

        assertThat(asked).as("the next turn").endsWith("test.facts-by-node", "test.model-epoch");
        look(1, GROWN, Set.of(LOOKUP), END);
        assertThat(asked).contains("test.lookups-by-value");
    }

    @Test
    void shouldNotTakeWhatWasSaidBeforeTheTopicWasReadForRest() {
        read = false;
        look(1, GROWN, Set.of(LOOKUP), END);
        rested.put(NODE, 8L);
        read = true;
        look(10, GROWN, Set.of(LOOKUP), END);

        assertThat(asked).doesNotContain("test.lookups-by-value");
    }

    @Test
    void shouldWaitUntilModelEpochIsReadAsFarAsItWentWhenTheTopicWasRead() {
        look(10, GROWN, ALL, END - 1);
        assertThat(asked).containsExactly("test.facts-by-node", "test.model-epoch");

        look(4, GROWN, ALL, END);
        assertThat(barrier.passed(GENERATION)).isTrue();
    }

    @Test
    void shouldWaitForAPartitionThatHasNotSpokenUnderTheseModels() {
        rested.remove(NODE);
        look(10, GROWN, Set.of(LOOKUP), END);

        assertThat(barrier.passed(GENERATION)).isFalse();
    }

    @Test
    void shouldWaitWhereATopicIsNotRead() {
        read = false;
        look(10, GROWN, ALL, END);

        assertThat(barrier.passed(GENERATION)).isFalse();
        assertThat(asked).containsExactly("test.facts-by-node");
    }

    private void look(int times, int grown, Set<String> atRest, long position) {
        for (int i = 0; i < times; i++) {
            assertThat(barrier.passed(GENERATION)).isFalse();
            barrier.look(new ModelChangeProgress(grown, atRest, rested, Map.of(0, position)));
        }
    }
}
