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

/**
 * Follows model-epoch and reports once if other models than this instance's come into force. {@link #run} is for one thread,
 * {@link #close} for all.
 */
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

    /** Reads the models in force. For one thread. */
    interface Follower extends AutoCloseable {
        /** Reads the next records and returns the models in force; null if they are not known yet. */
        @Nullable
        ModelsInForce poll(Duration wait);

        /** Returns the progress of the partitions as read so far. */
        ModelChangeProgress progress();

        @Override
        void close();
    }

    /**
     * Creates the watch of an instance that was admitted with {@code mine}.
     *
     * @param displaced receives the models that are in force instead, at most once
     * @param progress receives the progress of the partitions after each look
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
            LOG.debug("The models in force cannot be read at the moment: {}", e.toString());
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

    /** Ends the watch. Does not wait for a look in progress, which then closes the reader itself. */
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
