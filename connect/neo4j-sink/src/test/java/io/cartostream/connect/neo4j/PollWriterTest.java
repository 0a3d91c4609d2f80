package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PollWriterTest {
    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final DecodedPoll FIRST =
            new DecodedPoll(List.of(), Map.of(ZERO, 5L, ONE, 7L), Map.of(ZERO, 6L, ONE, 8L));
    private static final DecodedPoll SECOND = new DecodedPoll(List.of(), Map.of(ZERO, 7L), Map.of(ZERO, 9L));

    private final List<DecodedPoll> written = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final PollWriter pipeline = new PollWriter("test", poll -> () -> write(poll), Duration.ofSeconds(30));

    @AfterEach
    void close() {
        gate.countDown();
        pipeline.close();
    }

    @Test
    void shouldReportAPollAsUnwrittenUntilItIsSettled() {
        pipeline.start(FIRST);
        assertThat(pipeline.busy()).isTrue();
        pipeline.settleIfIdle(); // does not wait
        assertThat(pipeline.unwritten()).isEqualTo(Map.of(ZERO, 5L, ONE, 7L));

        gate.countDown();
        pipeline.settle();
        assertThat(written).containsExactly(FIRST);
        assertThat(pipeline.unwritten()).isEmpty();
    }

    @Test
    void shouldRetryAFailedPollBeforeAnyLaterOne() {
        gate.countDown();
        failures.set(2);
        pipeline.start(FIRST);
        for (int failure = 0; failure < 2; failure++) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(pipeline::settle);
            assertThat(pipeline.unsettled()).isTrue();
        }
        pipeline.settle();
        pipeline.start(SECOND);
        pipeline.settle();

        assertThat(written).containsExactly(FIRST, SECOND);
    }

    @Test
    void shouldNotWaitLongerThanItsPatience() {
        try (PollWriter hasty = new PollWriter("hasty", poll -> () -> write(poll), Duration.ofMillis(1))) {
            hasty.start(FIRST);
            assertThatExceptionOfType(RetriableException.class).isThrownBy(hasty::settle);
            assertThat(hasty.unsettled()).isTrue();
        }
    }

    @Test
    void shouldNotWaitLongerThanItsPatienceForWorkAside() {
        try (PollWriter hasty = new PollWriter("hasty", poll -> () -> write(poll), Duration.ofMillis(1))) {
            assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> hasty.aside(() -> write(FIRST)));
            assertThat(hasty.busy()).isTrue();
            hasty.drop(List.of(ZERO, ONE)); // does not wait for it, nor begin anything
            gate.countDown();
            Awaitility.await().until(() -> !hasty.busy());
        }
        assertThat(written).containsExactly(FIRST);
    }

    @Test
    void shouldThrowTheFailureOfWorkAside() {
        gate.countDown();
        failures.set(1);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> pipeline.aside(() -> write(FIRST)));
        assertThat(pipeline.busy()).isFalse();
    }

    @Test
    void shouldForgetTheRecordsOfClosedPartitions() {
        gate.countDown();
        failures.set(1);
        pipeline.start(FIRST);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(pipeline::settle);

        pipeline.drop(List.of(ZERO));
        assertThat(pipeline.unwritten()).isEqualTo(Map.of(ONE, 7L));
        pipeline.settle();
        assertThat(written).containsExactly(new DecodedPoll(List.of(), Map.of(ONE, 7L), Map.of(ONE, 8L)));
    }

    @Test
    void shouldBeSettledWhenAllPartitionsOfAFailedPollAreClosed() {
        gate.countDown();
        failures.set(1);
        pipeline.start(SECOND);

        pipeline.drop(List.of(ZERO));

        assertThat(pipeline.unsettled()).isFalse();
    }

    @Test
    void shouldWriteAnAbandonedPollUnderTheLeasesOfItsStart() {
        List<Integer> epochs = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger epoch = new AtomicInteger(1);
        try (PollWriter hasty =
                new PollWriter("hasty", poll -> under(epoch.get(), poll, epochs), Duration.ofMillis(100))) {
            hasty.start(FIRST);
            hasty.drop(List.of(ZERO, ONE)); // waits in vain
            assertThat(hasty.unsettled()).isFalse();
            epoch.set(2);
            hasty.start(SECOND);
            gate.countDown();
            Awaitility.await().until(() -> !hasty.busy());
        }
        assertThat(written).containsExactly(FIRST, SECOND);
        assertThat(epochs).containsExactly(1, 2);
    }

    @Test
    void shouldRetryUnderTheCurrentLeases() {
        List<Integer> epochs = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger epoch = new AtomicInteger(1);
        gate.countDown();
        failures.set(1);
        try (PollWriter again =
                new PollWriter("again", poll -> under(epoch.get(), poll, epochs), Duration.ofSeconds(30))) {
            again.start(FIRST);
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(again::settle);
            epoch.set(2);
            again.settle();
        }
        assertThat(epochs).containsExactly(1, 2);
    }

    private Runnable under(int epoch, DecodedPoll poll, List<Integer> epochs) {
        return () -> {
            epochs.add(epoch);
            write(poll);
        };
    }

    private void write(DecodedPoll poll) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failures.getAndDecrement() > 0) {
            throw new IllegalArgumentException("not now");
        }
        written.add(poll);
    }
}
