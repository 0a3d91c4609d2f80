package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.FailureReason;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CallWindowTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Integer> received = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void shouldDeliverInOrderWhenALaterCallEndsFirst() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        try (CallWindow<Integer> window = new CallWindow<>(2, threads, (result, same) -> received.add(result))) {
            window.add(() -> {
                second.await();
                return 1;
            });
            window.add(() -> {
                second.countDown();
                return 2;
            });
            window.finish();
        }

        assertThat(received).containsExactly(1, 2);
    }

    @Test
    void shouldNeverRunMoreCallsThanItIsWide() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (CallWindow<Integer> window = new CallWindow<>(3, threads, (result, same) -> {
            running.decrementAndGet();
            received.add(result);
        })) {
            for (int i = 0; i < 50; i++) {
                int number = i;
                window.add(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    return number;
                });
            }
            window.finish();
        }

        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(received)
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void shouldMakeTheCallsThatAResultLeadsTo() throws Exception {
        try (CallWindow<Integer> window = new CallWindow<>(2, threads, (result, same) -> {
            received.add(result);
            if (result < 8) {
                same.add(() -> 2 * result);
                same.add(() -> 2 * result + 1);
            }
        })) {
            window.add(() -> 1);
            window.finish();
        }

        assertThat(received)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(1, 16).boxed().toList());
    }

    @Test
    void shouldPassOnWhatACallThrows() {
        assertThatThrownBy(() -> {
                    try (CallWindow<Integer> window = new CallWindow<>(2, threads, (result, same) -> {})) {
                        window.add(() -> {
                            throw new SourceException(ReadFailure.of(FailureReason.OTHER, "no"), null);
                        });
                        window.finish();
                    }
                })
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("no");
    }
}
