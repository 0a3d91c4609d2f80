package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.config.SinkConfig;
import io.cartostream.connect.neo4j.fence.FencedException;
import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.testkit.Neo4jProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Two tasks that write at the same time, share the partitions at random, and are stopped, moved and rewound to what they last
 * committed (what was taken over and not yet written is not), or replaced without a word while they go on: the graph at rest is
 * the one that the changes mean when applied in the order of each entity's own key.
 */
final class ConvergenceIT {
    private static final int HISTORIES = 60;
    private static final int LENGTH = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The second task abandons a write that takes longer than a moment, and leaves it behind when its partitions move. */
    private static final List<Duration> PATIENCES = List.of(SinkSession.PATIENCE, Duration.ofMillis(2));

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final AtomicInteger REFUSED_TASKS = new AtomicInteger();
    private static final AtomicInteger REFUSED_WRITES = new AtomicInteger();
    private static final AtomicInteger LEFT_BEHIND = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private static Neo4jProcess neo4j;

    @SuppressWarnings("NullAway.Init")
    private static List<TaskHarness> tasks;

    @BeforeContainer
    static void start() {
        neo4j = Neo4jProcess.empty();
        tasks = new ArrayList<>();
        PATIENCES.forEach(patience -> tasks.add(start(patience)));
    }

    private static TaskHarness start(Duration patience) {
        Map<String, String> properties =
                Map.of("neo4j.batch.rows", "7", "neo4j.retry.attempts", "50", SinkConfig.TASKS, "2");
        return new TaskHarness(neo4j, properties, patience).start(List.of());
    }

    /** Asserts that the histories contained the events that the test is about. */
    @AfterContainer
    static void stop() {
        tasks.forEach(ConvergenceIT::discard);
        System.out.printf(
                "%d tasks were replaced while they wrote; %d writings were left behind, the fences refused %d of"
                        + " them%n",
                REFUSED_TASKS.get(), LEFT_BEHIND.get(), REFUSED_WRITES.get() - REFUSED_TASKS.get());
        assertThat(REFUSED_TASKS).as("replaced tasks that were refused").hasPositiveValue();
        assertThat(LEFT_BEHIND).as("writes that were left behind").hasPositiveValue();
        // each replaced task reports one refused write before it is discarded
        assertThat(REFUSED_WRITES).as("refused writes that no one waited for").hasValueGreaterThan(REFUSED_TASKS.get());
    }

    private static void discard(TaskHarness task) {
        LEFT_BEHIND.addAndGet(task.task().session().leftBehind());
        REFUSED_WRITES.addAndGet(task.task().session().fencedWrites());
        task.close();
    }

    @Tag("long")
    @Property(tries = HISTORIES, shrinking = ShrinkingMode.OFF)
    void shouldConvergeWhateverTheInterleaving(@ForAll long seed) {
        Random random = new Random(seed);
        ChangeHistory history = new ChangeHistory("h" + NUMBER.incrementAndGet(), random, LENGTH);
        new Delivery(history, random).run();

        history.assertWritten(neo4j);
        assertThat(tasks).allSatisfy(task -> assertThat(task.deadLetters).isEmpty());
    }

    private static final class Delivery {
        private final ChangeHistory history;
        private final Random random;
        private final int[] owner = new int[TaskHarness.PARTITIONS];
        private final int[] position = new int[TaskHarness.PARTITIONS];
        private final int[] committed = new int[TaskHarness.PARTITIONS];
        private final List<CompletableFuture<Void>> replaced = new ArrayList<>();

        Delivery(ChangeHistory history, Random random) {
            this.history = history;
            this.random = random;
        }

        void run() {
            assign();
            while (!done()) {
                boolean moves = random.nextInt(6) == 0;
                List<CompletableFuture<Void>> puts = new ArrayList<>();
                for (int task = 0; task < tasks.size(); task++) {
                    List<SinkRecord> poll = poll(task);
                    TaskHarness harness = tasks.get(task);
                    boolean wait = !moves && random.nextBoolean(); // what moves shall be at it
                    puts.add(CompletableFuture.runAsync(() -> deliver(harness, poll, wait)));
                }
                puts.forEach(CompletableFuture::join);
                if (random.nextInt(4) == 0) {
                    commit();
                }
                if (moves) {
                    close();
                    System.arraycopy(committed, 0, position, 0, position.length);
                    assign();
                }
                if (random.nextInt(6) == 0) {
                    replace(random.nextInt(tasks.size()));
                }
            }
            replaced.forEach(CompletableFuture::join);
            for (int task = 0; task < tasks.size(); task++) {
                int one = task;
                asConnectDoes(() -> tasks.get(one).settle(ends(one)));
            }
            close();
        }

        private static void deliver(TaskHarness harness, List<SinkRecord> poll, boolean wait) {
            if (wait) {
                asConnectDoes(() -> harness.put(poll));
            } else {
                asConnectDoes(() -> harness.task().put(poll));
            }
        }

        /** Delivers refused records again. */
        private static void asConnectDoes(Runnable delivery) {
            for (long end = System.nanoTime() + PATIENCE.toNanos(); ; ) {
                try {
                    delivery.run();
                    return;
                } catch (RetriableException e) {
                    assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(end);
                }
            }
        }

        /** Replaces a task as Kafka does with a worker that only seems dead: no close precedes the new opening, and the old task goes on. */
        private void replace(int task) {
            TaskHarness former = tasks.get(task);
            List<List<SinkRecord>> late = new ArrayList<>();
            while (!done(task)) {
                List<SinkRecord> poll = poll(task);
                if (!poll.isEmpty()) {
                    late.add(poll);
                }
            }
            if (late.isEmpty()) { // nothing to refuse
                return;
            }
            TaskHarness successor = start(PATIENCES.get(task));
            tasks.set(task, successor);
            replaced.add(CompletableFuture.runAsync(() -> deliverUntilRefused(former, late)));
            owned(task).forEach(partition -> position[partition.partition()] = committed[partition.partition()]);
            successor.task().open(owned(task));
        }

        private static void deliverUntilRefused(TaskHarness former, List<List<SinkRecord>> polls) {
            int poll = 0;
            boolean refused = false;
            for (long end = System.nanoTime() + PATIENCE.toNanos(); !refused; ) {
                try {
                    former.task().put(polls.get(poll));
                    poll = Math.min(poll + 1, polls.size() - 1);
                } catch (ConnectException e) {
                    refused = e.getCause() instanceof FencedException;
                    assertThat(e).isInstanceOf(RetriableException.class);
                }
                assertThat(System.nanoTime()).as("not refused").isLessThan(end);
            }
            assertThat(former.deadLetters).isEmpty();
            REFUSED_TASKS.incrementAndGet();
            discard(former);
        }

        private void commit() {
            for (int task = 0; task < tasks.size(); task++) {
                tasks.get(task)
                        .task()
                        .preCommit(ends(task))
                        .forEach((partition, written) -> committed[partition.partition()] = (int) written.offset());
            }
        }

        private Map<TopicPartition, OffsetAndMetadata> ends(int task) {
            Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
            owned(task)
                    .forEach(partition -> ends.put(partition, new OffsetAndMetadata(position[partition.partition()])));
            return ends;
        }

        private List<SinkRecord> poll(int task) {
            List<SinkRecord> poll = new ArrayList<>();
            for (int partition = 0; partition < owner.length; partition++) {
                List<SinkRecord> log = history.logs.get(partition);
                if (owner[partition] == task) {
                    int to = Math.min(log.size(), position[partition] + random.nextInt(9));
                    poll.addAll(log.subList(position[partition], to));
                    position[partition] = to;
                }
            }
            return poll;
        }

        private boolean done() {
            return IntStream.range(0, tasks.size()).allMatch(this::done);
        }

        private boolean done(int task) {
            return owned(task).stream()
                    .allMatch(partition -> position[partition.partition()]
                            == history.logs.get(partition.partition()).size());
        }

        private void assign() {
            for (int partition = 0; partition < owner.length; partition++) {
                owner[partition] = random.nextInt(tasks.size());
            }
            for (int task = 0; task < tasks.size(); task++) {
                tasks.get(task).task().open(owned(task));
            }
        }

        private void close() {
            for (int task = 0; task < tasks.size(); task++) {
                tasks.get(task).task().close(owned(task));
            }
        }

        private List<TopicPartition> owned(int task) {
            List<TopicPartition> owned = new ArrayList<>();
            for (int partition = 0; partition < owner.length; partition++) {
                if (owner[partition] == task) {
                    owned.add(new TopicPartition(ChangeRecords.TOPIC, partition));
                }
            }
            return owned;
        }
    }
}
