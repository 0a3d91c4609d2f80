package io.cartostream.topology.modelchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EpochWatchTest {

    private static final ModelsInForce MINE = new ModelsInForce(1, "a", Instant.EPOCH);

    private final AtomicInteger opened = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<ModelsInForce> displaced = new ArrayList<>();
    private ModelsInForce inForce = MINE;

    private final class Reader implements EpochWatch.Follower {
        @Override
        public @Nullable ModelsInForce poll(Duration wait) {
            return inForce;
        }

        @Override
        public ModelChangeProgress progress() {
            return new ModelChangeProgress(3, Set.of(), Map.of(), Map.of());
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private EpochWatch watch(Consumer<ModelChangeProgress> progress) {
        return new EpochWatch(
                () -> {
                    opened.incrementAndGet();
                    return new Reader();
                },
                MINE,
                displaced::add,
                progress);
    }

    @Test
    void shouldSayOnceWhenOtherModelsCameIntoForce() {
        EpochWatch watch = watch(now -> {});
        watch.run();
        assertThat(displaced).isEmpty();

        inForce = new ModelsInForce(2, "b", Instant.EPOCH);
        watch.run();
        watch.run();
        assertThat(displaced).containsExactly(inForce);
        assertThat(closed.getCount()).isZero();
    }

    @Test
    void shouldSaySoWhenTheSameModelsAreInForceAgainInANewerGeneration() {
        EpochWatch watch = watch(now -> {});
        inForce = new ModelsInForce(3, "a", Instant.EPOCH);
        watch.run();
        assertThat(displaced).containsExactly(inForce);
    }

    @Test
    void shouldLookAgainWhenALookFailed() {
        EpochWatch watch = watch(now -> {
            throw new IllegalStateException("unforeseen");
        });
        watch.run();
        watch.run();
        assertThat(opened).hasValue(2);
    }

    @Test
    @Timeout(20)
    void shouldNotWaitForALookWhenClosed() throws InterruptedException {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        EpochWatch watch = watch(now -> {
            looking.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread thread = new Thread(watch);
        thread.start();
        looking.await();

        watch.close();

        assertThat(closed.getCount()).as("the look is under way").isEqualTo(1);
        answered.countDown();
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        thread.join();
    }
}
