package io.cartostream.topology.modelchange;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again whether other models than an instance's own came into force, and says so once. */
public final class EpochWatch implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EpochWatch.class);
    private static final Duration WAIT = Duration.ofMillis(200);

    private final ModelsInForce mine;
    private final Consumer<ModelsInForce> displaced;
    private final Consumer<ModelChangeProgress> progress;
    private final Supplier<? extends Follower> followers;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Follower tail;
    private volatile boolean ended;

    /** Reads what is in force. */
    interface Follower extends AutoCloseable {
        /** What is in force as far as it is known. */
        @Nullable
        ModelsInForce poll(Duration wait);

        /** How far the partitions have come, as far as it is known. */
        ModelChangeProgress progress();

        @Override
        void close();
    }

    /**
     * For an instance that came in with {@code mine}.
     *
     * @param displaced is told at most once which models are in force instead
     * @param progress is told each time how far the partitions have come
     */
    public EpochWatch(
            EpochLog log,
            ModelsInForce mine,
            Consumer<ModelsInForce> displaced,
            Consumer<ModelChangeProgress> progress) {
        this(() -> log.tail().of(mine.generation()), mine, displaced, progress);
    }

    EpochWatch(
            Supplier<? extends Follower> followers,
            ModelsInForce mine,
            Consumer<ModelsInForce> displaced,
            Consumer<ModelChangeProgress> progress) {
        this.progress = progress;
        this.followers = followers;
        this.mine = mine;
        this.displaced = displaced;
    }

    @Override
    public void run() {
        lock.lock();
        try {
            if (!ended) {
                look();
            }
        } catch (RetriableException | InterruptException e) {
            LOG.debug("The models in force cannot be read now: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.warn("The models in force cannot be read: {}", e.toString());
            closeTail();
        } finally {
            lock.unlock();
        }
        if (ended) {
            close();
        }
    }

    private void look() {
        Follower reader = tail;
        if (reader == null) {
            reader = followers.get();
            tail = reader;
        }
        ModelsInForce now = reader.poll(WAIT);
        if (now != null && !now.admits(mine)) {
            ended = true;
            displaced.accept(now);
        }
        progress.accept(reader.progress());
    }

    /** Ends it, without waiting for a look that is under way: that one closes what is open. */
    @Override
    public void close() {
        ended = true;
        if (lock.tryLock()) {
            try {
                closeTail();
            } finally {
                lock.unlock();
            }
        }
    }

    private void closeTail() {
        Follower open = tail;
        tail = null;
        if (open != null) {
            try {
                open.close();
            } catch (KafkaException e) {
                LOG.debug("The reader of the models in force was not closed cleanly: {}", e.toString());
            }
        }
    }
}
