package io.cartostream.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StallWatchTest {

    private static final TopicPartition RAW = new TopicPartition("inventory-raw", 0);
    private static final TopicPartition FACTS = new TopicPartition("facts-by-node", 1);
    private static final Duration TIMEOUT = Duration.ofSeconds(100);

    private final GroupDouble group = new GroupDouble();
    private final List<String> said = new ArrayList<>();
    private Set<String> clients = Set.of("thread-1");
    private long activity;
    private long now = 1_000_000;
    private final StallWatch watch =
            new StallWatch(group, () -> clients, () -> activity, TIMEOUT, () -> Instant.ofEpochMilli(now), said::add);

    @Test
    void shouldNameThePartitionWhoseRecordsAreNotRead() {
        group.progress(RAW, 7, 9, true);
        look(10);
        assertThat(said).as("not before its time").isEmpty();
        look(1);
        assertThat(said).singleElement().asString().contains("inventory-raw-0 (from offset 7 on) for 100 s");
    }

    @Test
    void shouldLetAPartitionBeThatIsReadHoweverSlowly() {
        for (long offset = 0; offset < 10; offset++) {
            group.progress(RAW, offset, 1_000, true);
            look(9);
        }
        assertThat(said).isEmpty();
    }

    @Test
    void shouldNotTakeMarkersOfTransactionsForRecords() {
        group.progress(RAW, 7, 8, false);
        look(50);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldGiveARecordItsTimeThatComesAfterALongQuiet() {
        group.progress(RAW, 7, 8, false);
        look(10);
        group.progress(RAW, 7, 10, true);
        look(1);
        assertThat(said).as("the record came only now").isEmpty();
        look(11);
        assertThat(said).hasSize(1);
    }

    @Test
    void shouldWaitAsLongAsStateIsRestoredOrThreadsFail() {
        group.progress(RAW, 7, 9, true);
        for (int times = 0; times < 10; times++) {
            activity++;
            look(5);
        }
        assertThat(said).isEmpty();
        look(10);
        assertThat(said).hasSize(1);
    }

    @Test
    void shouldNotCountATimeInWhichNothingCouldBeAsked() {
        group.progress(RAW, 7, 9, true);
        look(10);
        group.unreachable = true;
        look(5);
        group.unreachable = false;
        look(10);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldNotCountATimeInWhichTheWholeProcessStoodStill() {
        group.progress(RAW, 7, 9, true);
        look(3);
        now += Duration.ofHours(8).toMillis();
        look(5);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldForgetPartitionsThatWentToOthers() {
        group.progress(RAW, 7, 9, true);
        look(6);
        group.unread.remove(RAW);
        group.progress(FACTS, 3, 4, true);
        look(1);
        group.progress(RAW, 7, 9, true);
        look(8);
        assertThat(said).isEmpty();
        look(2);
        assertThat(said).singleElement().asString().contains("facts-by-node-1").doesNotContain("inventory-raw");
    }

    @Test
    void shouldNotAskTheBrokerWhileNoThreadRuns() {
        clients = Set.of();
        group.progress(RAW, 7, 9, true);
        look(30);
        assertThat(said).isEmpty();
        assertThat(group.asked).isZero();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.run();
            now += watch.interval().toMillis();
        }
    }

    private static final class GroupDouble implements StallWatch.Group {

        private final Map<TopicPartition, StallWatch.Unread> unread = new HashMap<>();
        private final Set<TopicPartition> withRecords = new HashSet<>();
        private boolean unreachable;
        private int asked;

        void progress(TopicPartition partition, long committed, long end, boolean records) {
            unread.put(partition, new StallWatch.Unread(committed, end));
            if (records) {
                withRecords.add(partition);
            }
        }

        @Override
        public Map<TopicPartition, StallWatch.Unread> unread(Set<String> clients)
                throws ExecutionException, TimeoutException {
            asked++;
            if (unreachable) {
                throw new TimeoutException("no broker");
            }
            return Map.copyOf(unread);
        }

        /** As the real one: only what stood there before the end that it is asked about. */
        @Override
        public Set<TopicPartition> withRecords(Map<TopicPartition, StallWatch.Unread> suspects) {
            Set<TopicPartition> found = new HashSet<>(withRecords);
            found.removeIf(partition -> !Objects.equals(unread.get(partition), suspects.get(partition)));
            return found;
        }
    }
}
